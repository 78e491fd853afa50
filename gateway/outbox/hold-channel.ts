import type { ConnectedChannel } from '../channel-directory.ts';
import { publish } from '../realtime/publish.ts';
import type { OutboxDependencies } from './dependencies.ts';
import type { Failure } from './finish.ts';

/** Waiting messages ask the provider again so often; new credentials, or one that gets through, wake them at once. */
export const heldDelayMs = 5 * 60_000;

type Dependencies = Pick<OutboxDependencies, 'database' | 'directory' | 'queues' | 'log'>;

/** Shows administrators that the provider refuses the credentials. Receiving goes on; sending waits. */
export async function holdChannel(
  { database, directory, log }: Dependencies,
  channel: ConnectedChannel,
  failure: Failure,
): Promise<void> {
  const { rowCount } = await database.servicePool.query(
    `update channel set status = 'credentials_failed', problem = $2
     where id = $1 and status not in ('credentials_failed', 'disabled')`,
    [channel.id, failure.text],
  );
  directory.forget(channel.id);
  if (!rowCount) return;
  log.warn(
    { channelId: channel.id, providerCode: failure.providerCode },
    'channel held: credentials refused',
  );
  await publish(database.servicePool, channel.organizationId, {
    type: 'channel.updated',
    channelId: channel.id,
  });
}

/** A message got through: the credentials are good, and whatever waited for them is due. */
export async function releaseChannel(
  { database, directory, queues, log }: Dependencies,
  channel: ConnectedChannel,
): Promise<void> {
  await database.servicePool.query(
    "update channel set status = 'active', problem = null where id = $1 and status = 'credentials_failed'",
    [channel.id],
  );
  directory.forget(channel.id);
  await publish(database.servicePool, channel.organizationId, {
    type: 'channel.updated',
    channelId: channel.id,
  });
  const { rows } = await database.servicePool.query<{ conversation_id: string }>(
    `update delivery set next_attempt_at = now()
     where channel_id = $1 and status = 'queued' and failure_code = 'credentials_failed' returning conversation_id`,
    [channel.id],
  );
  log.info({ channelId: channel.id, waiting: rows.length }, 'channel released');
  for (const { conversation_id } of rows) await queues.wakeMailbox(conversation_id);
}
