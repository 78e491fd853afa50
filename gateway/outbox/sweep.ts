import type { Database } from '../database.ts';
import type { Log } from '../logger.ts';
import { deadWorkers } from './worker-life.ts';

type Dependencies = { database: Database; log: Log; deliver: (conversationId: string) => Promise<void> };

const pageSize = 200;
/** A send is cut off after 30 seconds; whoever still says "sending" after this has lost its result. */
const forgottenSeconds = 120;

/**
 * Finds what lost jobs and dead workers left behind: deliveries that are due are drained right here, whether or not the
 * queue works; those in the middle of a dead worker's call become `unknown`.
 */
export async function sweepOutbox({ database, log, deliver }: Dependencies): Promise<void> {
  await abandonDead(database, log);
  const { rows } = await database.servicePool.query<{ conversation_id: string }>(
    `select distinct conversation_id from (
       select d.conversation_id from delivery d
       where d.status = 'queued' and d.next_attempt_at < now() - interval '2 seconds'
       order by d.next_attempt_at limit $1) as due`,
    [pageSize],
  );
  if (rows.length > 0) log.info({ conversations: rows.length }, 'due deliveries found');
  await Promise.all(rows.map(({ conversation_id }) => deliver(conversation_id)));
}

async function abandonDead(database: Database, log: Log): Promise<void> {
  const { rows: keys } = await database.servicePool.query<{ worker_key: string }>(
    "select distinct worker_key::text from delivery where status = 'sending' and worker_key is not null",
  );
  const dead = await deadWorkers(database, keys.map(({ worker_key }) => worker_key));
  const { rows } = await database.servicePool.query<{ abandoned: number }>(
    `select abandon_deliveries(array(
       select id from delivery where status = 'sending'
         and (worker_key = any($1::bigint[]) or sending_since < now() - make_interval(secs => $2)))) as abandoned`,
    [dead, forgottenSeconds],
  );
  const abandoned = rows[0]?.abandoned ?? 0;
  if (abandoned > 0) log.warn({ abandoned }, 'sends without an answer are now unknown');
}
