import type { EntityManager } from '@mikro-orm/postgresql';
import type { UndoStep } from '../contract/bulk.ts';
import type { Conversation, TopicKey } from '../contract/conversation.ts';
import { query } from '../unit-of-work.ts';

/** What people change about a conversation, as it is stored; instants are text with microseconds. */
export type ConversationState = {
  assigneeId: string | null;
  topic: TopicKey | null;
  status: Conversation['status'];
  waitingSince: string | null;
  snoozedUntil: string | null;
  unreadCount: number;
};
type Touched = UndoStep['before'];

/** Locks conversations in the order in which all do, and reads what may be changed. What is not there is left out. */
export async function lockStates(
  em: EntityManager,
  ids: string[],
): Promise<Map<string, ConversationState>> {
  const rows = await query<ConversationState & { id: string }>(
    em,
    `select c.id, c.assignee_id as "assigneeId", (select key from topic where id = c.topic_id) as topic, c.status,
       c.waiting_since as "waitingSince", c.snoozed_until as "snoozedUntil", c.unread_count as "unreadCount"
     from conversation c where c.id = any($1::uuid[]) order by c.id for no key update of c`,
    [ids],
  );
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

/** Writes all states in one statement. The caller holds the rows locked. */
export async function writeStates(
  em: EntityManager,
  states: ReadonlyMap<string, ConversationState>,
): Promise<void> {
  if (states.size === 0) return;
  const column = <K extends keyof ConversationState>(key: K) =>
    [...states.values()].map((state) => state[key]);
  await query(
    em,
    `update conversation c set assignee_id = n.assignee_id, status = n.status, waiting_since = n.waiting_since,
       snoozed_until = n.snoozed_until, unread_count = n.unread_count,
       topic_id = (select id from topic t where t.organization_id = c.organization_id and t.key = n.topic)
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::int[])
       as n (id, assignee_id, topic, status, waiting_since, snoozed_until, unread_count)
     where c.id = n.id`,
    [
      [...states.keys()],
      column('assigneeId'),
      column('topic'),
      column('status'),
      column('waitingSince'),
      column('snoozedUntil'),
      column('unreadCount'),
    ],
  );
}

/** What differs, before and after; undefined when nothing does. */
export function differenceOf(
  before: ConversationState,
  after: ConversationState,
): { before: Touched; after: Touched } | undefined {
  const [was, is] = [present(before), present(after)];
  const keys = (Object.keys(was) as (keyof ConversationState)[]).filter(
    (key) => was[key] !== is[key],
  );
  if (keys.length === 0) return undefined;
  const pick = (state: ConversationState): Touched =>
    Object.fromEntries(keys.map((key) => [key, state[key]]));
  return { before: pick(was), after: pick(is) };
}

/** Whether a conversation still is as a change has left it. */
export function isStill(state: ConversationState, expected: Touched): boolean {
  const now = present(state);
  return (Object.keys(expected) as (keyof ConversationState)[]).every(
    (key) => now[key] === present({ ...state, ...expected })[key],
  );
}

/** Instants as the API writes them, to the millisecond. */
function present(state: ConversationState): ConversationState {
  const instant = (text: string | null) => text && new Date(text).toISOString();
  return {
    ...state,
    waitingSince: instant(state.waitingSince),
    snoozedUntil: instant(state.snoozedUntil),
  };
}
