import type { ProblemCode, SendErrorCode } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { publish } from '../realtime/publish.ts';
import type { OutboxDependencies } from './dependencies.ts';
import type { Failure } from './finish.ts';

/** Waiting messages ask the provider again so often; new credentials, or one that gets through, wake them at once. */
export const heldDelayMs = 5 * 60_000;

/** What an administrator is told, by what the provider said of the account. */
const problems: Partial<Record<SendErrorCode, ProblemCode>> = {
  account_restricted: 'account_limited',
  credentials_failed: 'credentials_failed',
  sender_rejected: 'misconfigured',
};

type Dependencies = Pick<OutboxDependencies, 'database' | 'directory' | 'queues' | 'log'>;

/** Shows administrators that the provider lets nothing of the channel through. Receiving goes on; sending waits. */
export async function holdChannel(
  { database, directory, log }: Dependencies,
  channel: ConnectedChannel,
  failure: Failure & { code: SendErrorCode },
): Promise<void> {
  const { rowCount } = await database.servicePool.query(
    `update channel set status = 'credentials_failed', problem = $2, problem_code = $3
     where id = $1 and status not in ('credentials_failed', 'disabled')`,
    [channel.id, failure.text, problems[failure.code]],
  );
  directory.forget(channel.id);
  if (!rowCount) return;
  log.warn(
    { channelId: channel.id, code: failure.code, providerCode: failure.providerCode },
    'channel held: the provider lets nothing through',
  );
  await publish(database.servicePool, channel.organizationId, {
    type: 'channel.updated',
    channelId: channel.id,
  });
}

/** A message got through: the account is fine, and whatever waited for that is due. */
export async function releaseChannel(
  dependencies: Dependencies,
  channel: ConnectedChannel,
): Promise<void> {
  const { database, directory, log } = dependencies;
  await database.servicePool.query(
    `update channel set status = 'active', problem = null, problem_code = null
     where id = $1 and status = 'credentials_failed'`,
    [channel.id],
  );
  directory.forget(channel.id);
  await publish(database.servicePool, channel.organizationId, {
    type: 'channel.updated',
    channelId: channel.id,
  });
  const waiting = await wakeWaiting(dependencies, channel.id, Object.keys(problems));
  log.info({ channelId: channel.id, waiting }, 'channel released');
}

/** Makes due what waits on a channel for one of these reasons. Returns how many conversations that are. */
export async function wakeWaiting(
  { database, queues }: Pick<Dependencies, 'database' | 'queues'>,
  channelId: string,
  failureCodes: string[],
): Promise<number> {
  const { rows } = await database.servicePool.query<{ conversation_id: string }>(
    `update delivery set next_attempt_at = now()
     where channel_id = $1 and status = 'queued' and failure_code = any($2) returning conversation_id`,
    [channelId, failureCodes],
  );
  const conversationIds = new Set(rows.map((row) => row.conversation_id));
  for (const id of conversationIds) await queues.wakeMailbox(id);
  return conversationIds.size;
}
