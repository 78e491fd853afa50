import type { ChannelDirectory, ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import type { Log } from '../logger.ts';

export type Watch = {
  channel_id: string;
  created_at: Date;
  reconciled_until: Date | null;
  reconcile_failures: number;
  has_held: boolean;
  webhook_renewed_at: Date | null;
};

export type DueChannel = { channel: ConnectedChannel; watch: Watch };

type Dependencies = { database: Database; directory: ChannelDirectory; log: Log };

const batchSize = 50;
const parallel = 5;

/** Sees to it that each channel which a provider can be asked about has its row. */
export async function watchChannels({ servicePool }: Database, kinds: string[]): Promise<void> {
  await servicePool.query(
    `insert into channel_watch (channel_id, organization_id)
     select c.id, c.organization_id from channel c
     where c.kind = any($1) and c.deleted_at is null
       and not exists (select from channel_watch w where w.channel_id = c.id)
     order by c.id on conflict (channel_id) do nothing`,
    [kinds],
  );
}

/**
 * Takes the channels whose turn it is and puts their next turn off, so that one that fails is not asked at once again.
 * Those that are switched off, deleted, or invented for the demonstration are nobody's business to ask about.
 */
export async function takeDue(
  { database, directory }: Dependencies,
  { kinds, condition, change }: { kinds: string[]; condition: string; change: string },
): Promise<DueChannel[]> {
  const { rows } = await database.servicePool.query<Watch>(
    `with due as (
       select w.channel_id from channel_watch w join channel c on c.id = w.channel_id
       where c.kind = any($1) and c.deleted_at is null and c.status <> 'disabled' and not c.is_invented
         and ${condition}
       order by w.channel_id limit ${batchSize} for no key update of w skip locked)
     update channel_watch w set ${change} from due, channel c
     where w.channel_id = due.channel_id and c.id = due.channel_id
     returning w.channel_id, c.created_at, w.reconciled_until, w.reconcile_failures, w.has_held, w.webhook_renewed_at`,
    [kinds],
  );
  const connected = await Promise.all(
    rows.map(async (watch) => ({ channel: await directory.byId(watch.channel_id), watch })),
  );
  return connected.filter((one): one is DueChannel => one.channel !== undefined);
}

/** Works on a few at a time; one that fails is noted and keeps no other waiting. */
export async function forEachDue(
  due: DueChannel[],
  { log }: Pick<Dependencies, 'log'>,
  work: (one: DueChannel) => Promise<void>,
): Promise<void> {
  const waiting = [...due];
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { id: channelId } = one.channel;
      await work(one).catch((err: unknown) => log.error({ err, channelId }, 'channel not watched'));
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}
