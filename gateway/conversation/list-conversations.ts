import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { Conversation, listConversations as endpoint } from '../contract/conversation.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import { invalid, notFound } from '../errors.ts';
import {
  conversationJoins,
  conversationSelect,
  presentConversation,
  type ConversationRow,
} from './present-conversation.ts';

type Filter = z.output<(typeof endpoint)['query']>;
type Page = { items: Conversation[]; nextCursor: string | null };

/**
 * A page of conversations. Open ones come longest waiting first unless asked otherwise, all others newest first;
 * both orders are indexes, so a page costs the same whatever lies behind it.
 */
export async function listConversations(
  em: EntityManager,
  keys: OrganizationKeys,
  filter: Filter,
  counselorId: string,
): Promise<Page> {
  if (filter.q) throw invalid('query.q', 'Searching is not available yet.');
  const byWaiting = filter.status === 'open' && filter.sort !== 'newest';
  const order = byWaiting ? 'waiting' : 'newest';
  const { conditions, values, add } = conditionsOf(filter, counselorId);
  const key = byWaiting ? 'c.waiting_since' : 'c.active_at';
  const after = decodeCursor(order, filter.cursor);
  if (after) {
    const instant = `timestamptz 'epoch' + ${add(after.atMicros)}::bigint * interval '1 microsecond'`;
    conditions.push(`(${key}, c.id) ${byWaiting ? '>' : '<'} (${instant}, ${add(after.id)}::uuid)`);
  }
  const direction = byWaiting ? 'asc' : 'desc';
  const rows = await query<ConversationRow>(
    em,
    `${conversationSelect}, (extract(epoch from ${key}) * 1000000)::bigint::text as at_micros from conversation c ${conversationJoins}
     ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
     order by ${key} ${direction}, c.id ${direction} limit ${add(filter.limit + 1)}`,
    values,
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const isMore = rows.length > filter.limit;
  const items = page.map((row) => presentConversation(row, keys));
  if (!byWaiting)
    items.sort((a, b) => (b.lastMessage?.at ?? '').localeCompare(a.lastMessage?.at ?? ''));
  return {
    items,
    nextCursor:
      isMore && last ? encodeCursor(order, { atMicros: last.at_micros, id: last.id }) : null,
  };
}

/** @throws AppError `not_found`. */
export async function getConversation(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
): Promise<Conversation> {
  const [row] = await query<ConversationRow>(
    em,
    `${conversationSelect}, '' as at_micros from conversation c ${conversationJoins} where c.id = $1`,
    [conversationId],
  );
  if (!row) throw notFound('conversation');
  return presentConversation(row, keys);
}

/** Counts for the navigation; each is capped, because nobody reads more than "999+". */
export async function countConversations(em: EntityManager, counselorId: string) {
  const isVisible =
    'waiting_since is not null and (snoozed_until is null or snoozed_until <= now())';
  const count = (condition: string) =>
    `(select count(*)::int from (select from conversation where ${isVisible} and ${condition} limit 1000) as found)`;
  const [row] = await query<{ mine: number; unassigned: number; open: number; unread: number }>(
    em,
    `select ${count('assignee_id = $1')} as mine, ${count('assignee_id is null')} as unassigned,
      ${count('true')} as open, ${count('unread_count > 0 and assignee_id = $1')} as unread`,
    [counselorId],
  );
  return row ?? { mine: 0, unassigned: 0, open: 0, unread: 0 };
}

function conditionsOf(filter: Filter, counselorId: string) {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  if (filter.status === 'open') {
    conditions.push(
      'c.waiting_since is not null',
      '(c.snoozed_until is null or c.snoozed_until <= now())',
    );
  } else if (filter.status !== 'all') conditions.push(`c.status = ${add(filter.status)}`);
  if (filter.assignee === 'none') conditions.push('c.assignee_id is null');
  else if (filter.assignee) {
    conditions.push(
      `c.assignee_id = ${add(filter.assignee === 'me' ? counselorId : filter.assignee)}`,
    );
  }
  if (filter.channelId) conditions.push(`c.channel_id = ${add(filter.channelId)}`);
  if (filter.officeId) conditions.push(`c.office_id = ${add(filter.officeId)}`);
  if (filter.topic) conditions.push(`t.key = ${add(filter.topic)}`);
  if (filter.labelId) {
    conditions.push(
      `exists (select from conversation_label l where l.conversation_id = c.id and l.label_id = ${add(filter.labelId)})`,
    );
  }
  if (filter.language) conditions.push(`p.language = ${add(filter.language)}`);
  return { conditions, values, add };
}
