import type { EntityManager } from '@mikro-orm/postgresql';
import type { ResponseOf } from '../contract/endpoint.ts';
import type { countConversations as endpoint } from '../contract/conversation.ts';
import { query } from '../unit-of-work.ts';

export type Counts = ResponseOf<typeof endpoint>;

/** Counts for the navigation; each is capped, because nobody reads more than "999+". */
export async function countConversations(em: EntityManager, counselorId: string): Promise<Counts> {
  const isVisible =
    'waiting_since is not null and (snoozed_until is null or snoozed_until <= now())';
  const atMost1000 = (rows: string) =>
    `(select count(*)::int from (select ${rows} limit 1000) as found)`;
  const count = (condition: string) =>
    atMost1000(`from conversation where ${isVisible} and ${condition}`);
  const [row] = await query<Counts>(
    em,
    `select ${count('assignee_id = $1')} as mine, ${count('assignee_id is null')} as unassigned,
      ${count('true')} as open, ${count('unread_count > 0 and assignee_id = $1')} as unread,
      ${atMost1000('distinct conversation_id from mention where counselor_id = $1 and read_at is null')} as mentions`,
    [counselorId],
  );
  return row ?? { mine: 0, unassigned: 0, open: 0, unread: 0, mentions: 0 };
}
