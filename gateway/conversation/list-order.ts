import { statusOf, type ListFilter } from './list-conditions.ts';

/** One way to sort conversations: by `key`, then by id. Each is an index, so a page costs the same whatever lies behind it. */
export type ListOrder = {
  name: 'waiting' | 'newest' | 'snoozed' | 'mentioned';
  key: string;
  direction: 'asc' | 'desc';
  /** Where the key comes from; the conversation is always `c`. */
  from: string;
  condition?: string;
};

const from = 'conversation c';
const waiting: ListOrder = { name: 'waiting', key: 'c.waiting_since', direction: 'asc', from };
const snoozed: ListOrder = { name: 'snoozed', key: 'c.snoozed_until', direction: 'asc', from };
const newest: ListOrder = { name: 'newest', key: 'c.active_at', direction: 'desc', from };

/** A conversation stands where its last mention of the counselor (`$1`) puts it. */
const mentioned: ListOrder = {
  name: 'mentioned',
  key: 'm.mentioned_at',
  direction: 'desc',
  from: 'mention m join conversation c on c.id = m.conversation_id',
  condition: `m.counselor_id = $1 and not exists (
    select from mention later where later.counselor_id = m.counselor_id and later.conversation_id = m.conversation_id
      and (later.mentioned_at, later.note_id) > (m.mentioned_at, m.note_id))`,
};

export function orderOf(filter: ListFilter): ListOrder {
  if (filter.mentioned) return mentioned;
  const status = statusOf(filter);
  if (status === 'snoozed') return snoozed;
  return status === 'open' && filter.sort !== 'newest' ? waiting : newest;
}
