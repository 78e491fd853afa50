import type { EntityManager } from '@mikro-orm/postgresql';
import type { ChannelExchange } from '../contract/channel-log.ts';
import { notFound } from '../errors.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query, toIso } from '../unit-of-work.ts';

type Filter = {
  channelId: string;
  direction?: 'inbound' | 'outbound' | undefined;
  failed?: 'true' | 'false' | undefined;
  messageId?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

const order = 'exchanges';

/** A page of a channel's log, newest first. @throws AppError `validation_failed` for a foreign cursor. */
export async function listExchanges(
  em: EntityManager,
  keys: OrganizationKeys,
  filter: Filter,
): Promise<{ items: ChannelExchange[]; nextCursor: string | null }> {
  const { conditions, values } = conditionsOf(filter);
  const rows = await query<Row>(
    em,
    `select x.*, about.message_id, about.conversation_id,
       (extract(epoch from x.at) * 1000000)::bigint::text as at_micros
     from channel_exchange x ${aboutOne}
     where ${conditions.join(' and ')} order by x.id desc limit ${filter.limit + 1}`,
    values,
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => present(row, keys)),
    nextCursor:
      last && rows.length > filter.limit
        ? encodeCursor(order, { atMicros: last.at_micros, id: last.id })
        : null,
  };
}

/** The channel that a message came or left on. @throws AppError `not_found`, for notes as well. */
export async function channelOfMessage(em: EntityManager, messageId: string): Promise<string> {
  const [message] = await query<{ channel_id: string }>(
    em,
    'select channel_id from message where id = $1',
    [messageId],
  );
  if (!message) throw notFound('message');
  return message.channel_id;
}

/** The message that an exchange was about; several in one webhook have no one place to go to. */
const aboutOne = `left join lateral (
  select min(found.id::text)::uuid as message_id, min(found.conversation_id::text)::uuid as conversation_id from (
    select m.id, m.conversation_id from message m where m.id = any(x.subjects)
    union
    select d.message_id, d.conversation_id from delivery d where d.id = any(x.subjects)
  ) as found having count(*) = 1
) as about on true`;

function conditionsOf({ channelId, direction, failed, messageId, cursor }: Filter) {
  const values: unknown[] = [channelId];
  const conditions = ['x.channel_id = $1'];
  const add = (value: unknown) => `$${values.push(value)}`;
  if (direction) conditions.push(`x.direction = ${add(direction)}`);
  if (failed) conditions.push(failed === 'true' ? 'x.is_failed' : 'not x.is_failed');
  if (messageId) {
    const subject = add(messageId);
    conditions.push(
      "x.subjects <> '{}'",
      `x.subjects && array(select ${subject}::uuid union select d.id from delivery d where d.message_id = ${subject})`,
    );
  }
  const before = decodeCursor(order, cursor);
  if (before) conditions.push(`x.id < ${add(before.id)}`);
  return { conditions, values };
}

type Row = {
  id: string;
  channel_id: string;
  at: string;
  at_micros: string;
  direction: ChannelExchange['direction'];
  purpose: string;
  method: string | null;
  path: string | null;
  status: number | null;
  elapsed_ms: number | null;
  provider_code: string | null;
  reasons: string[];
  event_count: number | null;
  is_failed: boolean;
  headers: Record<string, string> | null;
  detail: Buffer | null;
  message_id: string | null;
  conversation_id: string | null;
};

function present(row: Row, keys: OrganizationKeys): ChannelExchange {
  return {
    id: row.id,
    channelId: row.channel_id,
    at: toIso(row.at),
    direction: row.direction,
    purpose: row.purpose,
    method: row.method,
    path: row.path,
    status: row.status,
    elapsedMs: row.elapsed_ms,
    providerCode: row.provider_code,
    reasons: row.reasons,
    eventCount: row.event_count,
    isFailed: row.is_failed,
    headers: row.headers ?? {},
    detail: row.detail ? keys.open(row.channel_id, 'channel_exchange.detail', row.detail) : null,
    messageId: row.message_id,
    conversationId: row.conversation_id,
  };
}
