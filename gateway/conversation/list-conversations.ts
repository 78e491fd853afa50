import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { Conversation, listConversations as endpoint } from '../contract/conversation.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import { notFound } from '../errors.ts';
import { conditionsOf, type Add, type ListFilter } from './list-conditions.ts';
import { orderOf } from './list-order.ts';
import {
  conversationJoins,
  conversationSelect,
  presentConversation,
  type ConversationRow,
} from './present-conversation.ts';

type Query = Pick<z.output<(typeof endpoint)['query']>, 'cursor' | 'limit'> & ListFilter;
type Page = { items: Conversation[]; nextCursor: string | null };

/**
 * A page of conversations. Open ones come longest waiting first unless asked otherwise, snoozed ones in the order in which
 * they come back, those with mentions by the newest mention, all others newest first.
 */
export async function listConversations(
  em: EntityManager,
  keys: OrganizationKeys,
  filter: Query,
  counselorId: string,
): Promise<Page> {
  const { name, key, direction, from, condition } = orderOf(filter);
  const values: unknown[] = [counselorId];
  const add: Add = (value) => `$${values.push(value)}`;
  const conditions = conditionsOf(filter, add);
  if (condition) conditions.push(condition);
  const after = decodeCursor(name, filter.cursor);
  if (after) {
    const instant = `timestamptz 'epoch' + ${add(after.atMicros)}::bigint * interval '1 microsecond'`;
    const isBehind = direction === 'asc' ? '>' : '<';
    conditions.push(`(${key}, c.id) ${isBehind} (${instant}, ${add(after.id)}::uuid)`);
  }
  const rows = await query<ConversationRow>(
    em,
    `${conversationSelect('$1')}, (extract(epoch from ${key}) * 1000000)::bigint::text as at_micros
     from ${from} ${conversationJoins}
     ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
     order by ${key} ${direction}, c.id ${direction} limit ${add(filter.limit + 1)}`,
    values,
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const isMore = rows.length > filter.limit;
  const items = page.map((row) => presentConversation(row, keys));
  if (name === 'newest')
    items.sort((a, b) => (b.lastMessage?.at ?? '').localeCompare(a.lastMessage?.at ?? ''));
  return {
    items,
    nextCursor:
      isMore && last ? encodeCursor(name, { atMicros: last.at_micros, id: last.id }) : null,
  };
}

/** @throws AppError `not_found`. */
export async function getConversation(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  counselorId: string,
): Promise<Conversation> {
  const [row] = await query<ConversationRow>(
    em,
    `${conversationSelect('$1')}, '' as at_micros from conversation c ${conversationJoins} where c.id = $2`,
    [counselorId, conversationId],
  );
  if (!row) throw notFound('conversation');
  return presentConversation(row, keys);
}
