import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { transaction } from '../transaction.ts';

const batchSize = 500;
/** Transactions that overlap lie no further apart; see `replay.ts`. */
const lookBack = 10_000;

type Cursor = { transaction_id: string; event_id: string };

/**
 * Gives the next events to `work`, in the transaction that moves the cursor. The events are the queue, so nothing is lost
 * by a restart and intake does no work for it. Of transactions that overlap, none is passed over: only those are read
 * that all older ones have ended before.
 * @returns whether there may be more.
 */
export function readEventsOnce(
  database: Database,
  table: 'notification_cursor' | 'automation_cursor',
  work: (client: PoolClient, eventIds: string[]) => Promise<void>,
): Promise<boolean> {
  return transaction(database, async (client) => {
    const cursor = await lockCursor(client, table);
    if (!cursor) return false;
    const { rows } = await client.query<Cursor>(
      `select transaction_id, id as event_id from realtime_event
       where id > $2::bigint - ${lookBack} and (transaction_id, id) > ($1::xid8, $2::bigint)
         and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
       order by transaction_id, id limit ${batchSize}`,
      [cursor.transaction_id, cursor.event_id],
    );
    const last = rows.at(-1);
    if (!last) return false;
    await work(
      client,
      rows.map(({ event_id: id }) => id),
    );
    await client.query(`update ${table} set transaction_id = $1, event_id = $2`, [
      last.transaction_id,
      last.event_id,
    ]);
    return rows.length === batchSize;
  });
}

/** The first time there is no cursor: what was before is no news. */
async function lockCursor(client: PoolClient, table: string): Promise<Cursor | undefined> {
  const { rows } = await client.query<Cursor>(
    `select transaction_id, event_id from ${table} for update`,
  );
  if (rows[0]) return rows[0];
  await client.query(
    `insert into ${table} (transaction_id, event_id)
     select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text::xid8,
       coalesce((select max(id) from realtime_event), 0)
     on conflict do nothing`,
  );
  return undefined;
}
