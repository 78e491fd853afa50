import type { Database } from '../database.ts';
import type { Log } from '../logger.ts';
import { deadWorkers } from './worker-life.ts';

type Dependencies = {
  database: Database;
  log: Log;
  deliver: (conversationId: string) => Promise<void>;
};

const maxDraining = 200;
/** A send is cut off after 30 seconds; whoever still says "sending" after this has lost its result. */
const forgottenSeconds = 120;

/**
 * Finds what lost jobs and dead workers left behind: deliveries that are due are drained right here, whether or not the
 * queue works; those in the middle of a dead worker's call become `unknown`; statuses that came too early are applied.
 * It does not wait for the sends it starts, so that one that hangs keeps nobody else waiting.
 */
export function createSweeper({ database, log, deliver }: Dependencies): () => Promise<void> {
  const draining = new Set<string>();
  let suspects = new Set<string>();

  return async () => {
    const dead = await findDead();
    await abandon(database, log, dead);
    await applyParked(database, log);
    await drainDue();
  };

  /** Dead is who was so at the last look, too: a worker whose session broke takes a moment to come back. */
  async function findDead(): Promise<string[]> {
    const { rows } = await database.servicePool.query<{ worker_key: string }>(
      "select distinct worker_key::text from delivery where status = 'sending' and worker_key is not null",
    );
    const gone = await deadWorkers(
      database,
      rows.map(({ worker_key }) => worker_key),
    );
    const dead = gone.filter((key) => suspects.has(key));
    suspects = new Set(gone);
    return dead;
  }

  async function drainDue(): Promise<void> {
    const room = maxDraining - draining.size;
    if (room <= 0) return;
    const due = await findDue(database, room);
    if (due.length > 0) log.info({ conversations: due.length }, 'due deliveries found');
    for (const conversationId of due) {
      draining.add(conversationId);
      deliver(conversationId)
        .catch((err: unknown) => log.warn({ err, conversationId }, 'mailbox not drained'))
        .finally(() => draining.delete(conversationId));
    }
  }
}

/**
 * Mailboxes whose head is due: what waits behind another delivery has nothing to wait for here. Those of a channel with a
 * line are drained by the worker that holds it.
 */
async function findDue(database: Database, limit: number): Promise<string[]> {
  const { rows } = await database.servicePool.query<{ conversation_id: string }>(
    `select d.conversation_id from delivery d
     where d.status = 'queued' and d.next_attempt_at < now() - interval '2 seconds' and not exists (
       select from delivery ahead where ahead.conversation_id = d.conversation_id
         and ahead.status in ('queued', 'sending') and ahead.seq < d.seq)
       and not exists (select from channel_line l where l.channel_id = d.channel_id)
     order by d.next_attempt_at limit $1`,
    [limit],
  );
  return rows.map((row) => row.conversation_id);
}

async function abandon(database: Database, log: Log, dead: string[]): Promise<void> {
  const { rows } = await database.servicePool.query<{ abandoned: number }>(
    `select abandon_deliveries(array(
       select id from delivery where status = 'sending'
         and (worker_key = any($1::bigint[]) or sending_since < now() - make_interval(secs => $2)))) as abandoned`,
    [dead, forgottenSeconds],
  );
  const abandoned = rows[0]?.abandoned ?? 0;
  if (abandoned > 0) log.warn({ abandoned }, 'sends without an answer are now unknown');
}

async function applyParked(database: Database, log: Log): Promise<void> {
  const { rows } = await database.servicePool.query<{ applied: number }>(
    'select apply_parked_statuses() as applied',
  );
  const applied = rows[0]?.applied ?? 0;
  if (applied > 0) log.info({ applied }, 'parked statuses applied');
}
