import { SendError, type Messenger } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import type { Claimed } from './claim.ts';

/**
 * What waited until the reply window had closed is not tried: the provider would refuse it. A window that the contact
 * never opened counts as closed.
 * @throws SendError `window_closed` (final) before any call.
 */
export async function requireOpenWindow(
  database: Database,
  channel: ConnectedChannel,
  claimed: Claimed,
): Promise<void> {
  const limits = channel.adapter.capabilities[claimed.messenger as Messenger];
  if (typeof limits?.replyWindowHours !== 'number') return;
  const { rows } = await database.servicePool.query<{ is_open: boolean | null }>(
    'select reply_window_until > clock_timestamp() as is_open from conversation where id = $1',
    [claimed.conversation_id],
  );
  if (rows[0]?.is_open) return;
  throw new SendError(
    'window_closed',
    'The time for free replies was over before this message could be sent.',
    { retryable: false },
  );
}
