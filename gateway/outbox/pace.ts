import { setTimeout as pause } from 'node:timers/promises';
import { SendError, type Adapter } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import { publish } from '../realtime/publish.ts';
import type { Claimed } from './claim.ts';
import type { OutboxDependencies } from './dependencies.ts';
import type { Failure } from './finish.ts';

/** The provider throttles the number: nothing of the channel goes out until then. Receiving goes on. */
export async function pauseChannel(
  { database, log }: Pick<OutboxDependencies, 'database' | 'log'>,
  channel: ConnectedChannel,
  failure: Failure,
  pauseMs: number,
): Promise<void> {
  const { rows } = await database.servicePool.query<{ began: boolean }>(
    'select pause_channel($1, $2, $3, $4, $5) as began',
    [
      channel.id,
      pauseMs,
      failure.code,
      channel.keys.seal(channel.id, 'delivery.failure', failure.text),
      failure.providerCode,
    ],
  );
  if (!rows[0]?.began) return;
  log.warn(
    { channelId: channel.id, providerCode: failure.providerCode, pauseMs },
    'channel paused',
  );
  await publish(database.servicePool, channel.organizationId, {
    type: 'channel.updated',
    channelId: channel.id,
  });
}

/** The provider throttles what goes to one person: only their conversation waits. */
export async function pauseContact(
  { database }: Pick<OutboxDependencies, 'database'>,
  { conversation_id: conversationId }: Claimed,
  pauseMs: number,
): Promise<void> {
  await database.servicePool.query('select pause_contact($1, $2)', [conversationId, pauseMs]);
}

/** A message in parts takes a token for each call; the claim took the first. */
export async function chargeFurtherCalls(
  database: Database,
  claimed: Claimed,
  calls: number,
): Promise<void> {
  await database.servicePool.query('select charge_pace($1, $2, $3)', [
    claimed.channel_id,
    claimed.conversation_id,
    calls,
  ]);
}

/**
 * The pause between two calls of one message, where the adapter wants one.
 * @throws SendError retryable, when the process stops meanwhile: the next call was not made.
 */
export async function keepSpacing(spacing: Adapter['spacing'], cutOff: AbortSignal): Promise<void> {
  if (!spacing) return;
  const { minMs, maxMs } = spacing;
  try {
    await pause(minMs + Math.random() * (maxMs - minMs), undefined, { signal: cutOff });
  } catch (cause) {
    const text = 'Lotse was stopped before the rest was sent.';
    throw new SendError('provider_unavailable', text, { retryable: true, cause });
  }
}
