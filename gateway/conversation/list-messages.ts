import type { EntityManager } from '@mikro-orm/postgresql';
import type { Message } from '../contract/message.ts';
import { invalid, notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import { loadDetails } from './message-details.ts';
import { presentMessage, type ThreadRow } from './present-message.ts';

const messageColumns = `m.id, m.conversation_id, m.channel_id, m.seq, m.order_at, m.provider_order, m.direction, m.author,
  m.counselor_id, false as is_note, m.kind, m.content, m.external_id, m.client_message_id, m.sent_at, m.received_at,
  m.is_late, m.language, m.reply_to_id, m.reply_to_external_id, m.album_hash, m.edited_at,
  m.deleted_at`;

const noteColumns = `n.id, n.conversation_id, null::uuid as channel_id, n.seq, n.order_at, 0::bigint as provider_order,
  'outbound' as direction, 'counselor' as author, n.counselor_id, true as is_note, 'text' as kind, n.content,
  null::bytea as external_id, n.client_message_id, n.created_at as sent_at, n.created_at as received_at,
  false as is_late, null as language, null::uuid as reply_to_id, null::bytea as reply_to_external_id,
  null::bytea as album_hash, null::timestamptz as edited_at, null::timestamptz as deleted_at`;

type Asked = { before?: string | undefined; after?: string | undefined; limit: number };

const anchor = `(select order_at, provider_order, seq from message where id = $2 and conversation_id = $1
  union all select order_at, 0, seq from note where id = $2 and conversation_id = $1)`;

/**
 * A page of the thread, messages and notes together, oldest first: the newest, or what comes before or after a message.
 * Costs the same wherever it lies.
 * @throws AppError `not_found`; `validation_failed` when `before` or `after` is not of this conversation.
 */
export async function listMessages(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  { before, after, limit }: Asked,
): Promise<{ items: Message[]; nextCursor: string | null }> {
  if (before && after)
    throw invalid('query.after', 'Ask for what comes before or after, not both.');
  await requireAnchor(em, conversationId, { before, after });
  const isUpwards = !after;
  const [than, direction] = isUpwards ? ['<', 'desc'] : ['>', 'asc'];
  const rows = await query<ThreadRow>(
    em,
    `select * from (
       (select ${messageColumns} from message m where m.conversation_id = $1
          and ($2::uuid is null or (m.order_at, m.provider_order, m.seq) ${than} ${anchor})
          order by m.order_at ${direction}, m.provider_order ${direction}, m.seq ${direction} limit $3)
       union all
       (select ${noteColumns} from note n where n.conversation_id = $1
          and ($2::uuid is null or (n.order_at, 0::bigint, n.seq) ${than} ${anchor})
          order by n.order_at ${direction}, n.seq ${direction} limit $3)
     ) as thread order by order_at ${direction}, provider_order ${direction}, seq ${direction} limit $3`,
    [conversationId, before ?? after ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  const items = await present(em, keys, isUpwards ? page.toReversed() : page);
  const furthest = isUpwards ? items[0] : items.at(-1);
  return { items, nextCursor: rows.length > limit ? (furthest?.id ?? null) : null };
}

/** @throws AppError `not_found`. */
export async function getMessage(
  em: EntityManager,
  keys: OrganizationKeys,
  id: string,
): Promise<Message> {
  const rows = await query<ThreadRow>(
    em,
    `select ${messageColumns} from message m where m.id = $1 union all select ${noteColumns} from note n where n.id = $1`,
    [id],
  );
  const [message] = await present(em, keys, rows);
  if (!message) throw notFound('message');
  return message;
}

async function present(
  em: EntityManager,
  keys: OrganizationKeys,
  rows: ThreadRow[],
): Promise<Message[]> {
  const details = await loadDetails(em, rows);
  return rows.map((row) => presentMessage(row, details, keys));
}

async function requireAnchor(
  em: EntityManager,
  conversationId: string,
  { before, after }: Pick<Asked, 'before' | 'after'>,
) {
  const [conversation] = await query<{ has_anchor: boolean }>(
    em,
    `select ($2::uuid is null or exists ${anchor}) as has_anchor from conversation where id = $1`,
    [conversationId, before ?? after ?? null],
  );
  if (!conversation) throw notFound('conversation');
  if (!conversation.has_anchor)
    throw invalid(
      before ? 'query.before' : 'query.after',
      'This message is not in the conversation.',
    );
}
