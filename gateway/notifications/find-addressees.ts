import type { Database } from '../database.ts';
import { readEventsOnce } from '../realtime/read-events-once.ts';

/**
 * Looks through what has happened since the last time, once, and notes for which browsers a push is due: one per burst,
 * and not before `burstMs` have passed since the last.
 * @returns whether there may be more.
 */
export function findAddressees(database: Database, burstMs: number): Promise<boolean> {
  return readEventsOnce(database, 'notification_cursor', async (client, eventIds) => {
    await client.query(noteDue, [eventIds, burstMs]);
  });
}

/**
 * A burst of messages from several people opens the newest conversation. What the assistant has asks for nobody; when it
 * hands it over, it says so itself.
 */
const noteDue = `
  with arrived as (
    select e.id, c.id as conversation_id, c.organization_id, c.assignee_id, c.office_id
    from realtime_event e join message m on m.id = e.message_id join conversation c on c.id = m.conversation_id
    where e.id = any($1::bigint[]) and e.type = 'message.received' and m.direction = 'inbound' and c.status <> 'automated'
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
