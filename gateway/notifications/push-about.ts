import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../unit-of-work.ts';

/**
 * Notes in the caller's transaction that a conversation asks for people who have heard nothing of it: for its counselor,
 * or for those who look after what nobody has. `isUrgent` waits for no burst to end, and asks everybody who has not said
 * no.
 */
export async function pushAbout(
  em: EntityManager,
  conversationId: string,
  { isUrgent }: { isUrgent: boolean },
): Promise<void> {
  await query(
    em,
    `update push_subscription p set pending_conversation_id = c.id,
       attempts = case when p.due_at is null then 0 else p.attempts end,
       due_at = case when $2 then clock_timestamp()
         else coalesce(p.due_at, greatest(now(), p.last_pushed_at + interval '30 seconds')) end
     from conversation c, counselor k left join notification_setting s on s.counselor_id = k.id
     where c.id = $1 and k.id = p.counselor_id and k.organization_id = c.organization_id and k.is_active
       and case when c.assignee_id = k.id then coalesce(s.notifies_mine, true)
         when c.assignee_id is not null then false
         else coalesce(s.notifies_unassigned, $2)
           and (s.office_ids is null or cardinality(s.office_ids) = 0 or c.office_id = any(s.office_ids)) end`,
    [conversationId, isUrgent],
  );
}
