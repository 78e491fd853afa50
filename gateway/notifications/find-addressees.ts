import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { transaction } from '../transaction.ts';

const batchSize = 500;
/** Transactions that overlap lie no further apart; see `realtime/replay.ts`. */
const lookBack = 10_000;

type Cursor = { transaction_id: string; event_id: string };

/**
 * Looks through what has happened since the last time, once, and notes for which browsers a push is due: one per burst,
 * and not before `burstMs` have passed since the last. The events are the queue, so nothing is lost by a restart and
 * intake does no work for it. Of transactions that overlap, none is passed over: only those are read that all older
 * ones have ended before.
 * @returns whether there may be more.
 */
export function findAddressees(database: Database, burstMs: number): Promise<boolean> {
  return transaction(database, async (client) => {
    const cursor = await lockCursor(client);
    if (!cursor) return false;
    const { rows } = await client.query<Cursor & { type: string }>(
      `select transaction_id, id as event_id from realtime_event
       where id > $2::bigint - ${lookBack} and (transaction_id, id) > ($1::xid8, $2::bigint)
         and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
       order by transaction_id, id limit ${batchSize}`,
      [cursor.transaction_id, cursor.event_id],
    );
    const last = rows.at(-1);
    if (!last) return false;
    await client.query(noteDue, [rows.map(({ event_id: id }) => id), burstMs]);
    await client.query('update notification_cursor set transaction_id = $1, event_id = $2', [
      last.transaction_id,
      last.event_id,
    ]);
    return rows.length === batchSize;
  });
}

/** The first time there is no cursor: what was before is no news. */
async function lockCursor(client: PoolClient): Promise<Cursor | undefined> {
  const { rows } = await client.query<Cursor>(
    'select transaction_id, event_id from notification_cursor for update',
  );
  if (rows[0]) return rows[0];
  await client.query(
    `insert into notification_cursor (transaction_id, event_id)
     select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text::xid8,
       coalesce((select max(id) from realtime_event), 0)
     on conflict do nothing`,
  );
  return undefined;
}

/** A burst of messages from several people opens the newest conversation. */
const noteDue = `
  with arrived as (
    select e.id, c.id as conversation_id, c.organization_id, c.assignee_id, c.office_id
    from realtime_event e join message m on m.id = e.message_id join conversation c on c.id = m.conversation_id
    where e.id = any($1::bigint[]) and e.type = 'message.received' and m.direction = 'inbound'
  ), addressed as (
    select a.id, a.conversation_id, p.counselor_id
    from arrived a join push_subscription p on p.organization_id = a.organization_id
    left join notification_setting s on s.counselor_id = p.counselor_id
    where case when a.assignee_id is null
      then s.notifies_unassigned and (cardinality(s.office_ids) = 0 or a.office_id = any(s.office_ids))
      else a.assignee_id = p.counselor_id and coalesce(s.notifies_mine, true) end
    union all
    select e.id, n.conversation_id, n.counselor_id
    from realtime_event e join mention n on n.note_id = e.message_id
    left join notification_setting s on s.counselor_id = n.counselor_id
    where e.id = any($1::bigint[]) and e.type = 'message.created' and n.read_at is null
      and coalesce(s.notifies_mentions, true)
  ), newest as (
    select distinct on (counselor_id) counselor_id, conversation_id from addressed order by counselor_id, id desc
  )
  update push_subscription p set
    pending_conversation_id = n.conversation_id,
    attempts = case when p.due_at is null then 0 else p.attempts end,
    due_at = coalesce(p.due_at, greatest(now(), p.last_pushed_at + make_interval(secs => $2::numeric / 1000)))
  from newest n where p.counselor_id = n.counselor_id`;
