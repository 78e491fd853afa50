import type { ChannelDirectory, ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import { publish } from '../realtime/publish.ts';
import type { Failure } from './finish.ts';

/** Shows administrators that the provider refuses the credentials. Receiving goes on; sending waits. */
export async function holdChannel(
  database: Database,
  directory: ChannelDirectory,
  channel: ConnectedChannel,
  failure: Failure,
): Promise<void> {
  const { rowCount } = await database.servicePool.query(
    `update channel set status = 'credentials_failed', problem = $2
     where id = $1 and status not in ('credentials_failed', 'disabled')`,
    [channel.id, failure.text],
  );
  if (!rowCount) return;
  directory.forget(channel.id);
  await publish(database.servicePool, channel.organizationId, { type: 'channel.updated', channelId: channel.id });
}
