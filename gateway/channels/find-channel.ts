import type { EntityManager } from '@mikro-orm/postgresql';
import type { Adapter } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import { AppError, notFound } from '../errors.ts';
import { Channel } from '../model/channel.ts';

/** @throws AppError `not_found`, also for a channel that was deleted. */
export async function findChannel(em: EntityManager, id: string): Promise<Channel> {
  const channel = await em.findOne(Channel, { id, deletedAt: null });
  if (!channel) throw notFound('channel');
  return channel;
}

/** @throws AppError `channel_down` when its kind is no longer known here. */
export function adapterOf(channel: Channel): Adapter {
  const adapter = adapters[channel.kind];
  if (!adapter)
    throw new AppError('channel_down', 'This installation no longer knows this kind of channel.');
  return adapter;
}
