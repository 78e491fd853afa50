import type { InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import type { ChannelLog } from './record.ts';

export type AccountEvent = Extract<
  InboundEvent,
  { type: 'channel.reported' | 'channel.down' | 'channel.up' }
>;

/**
 * What a provider reports of the account: an error without a message goes into the channel log, and whatever it is, the
 * provider is soon asked how it sees the account now.
 */
export function createReporter(
  { servicePool }: Pick<Database, 'servicePool'>,
  channelLog: ChannelLog,
): (channel: ConnectedChannel, event: AccountEvent) => Promise<void> {
  return async (channel, event) => {
    if (event.type === 'channel.reported') {
      channelLog.record({
        channelId: channel.id,
        kind: channel.kind,
        direction: 'inbound',
        purpose: 'report',
        providerCode: event.providerCode,
        isFailed: event.providerCode !== null,
        detail: channel.keys.seal(channel.id, 'channel_exchange.detail', event.reason),
      });
    }
    await servicePool.query(
      `update channel_watch set health_due_at = now()
       where channel_id = $1 and (checked_at is null or checked_at < now() - interval '1 minute')`,
      [channel.id],
    );
  };
}
