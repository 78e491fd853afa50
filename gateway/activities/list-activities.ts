import type { EntityManager } from '@mikro-orm/postgresql';
import type { Activity } from '../contract/activity.ts';
import { invalid, notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { LabelTag } from '../contract/label.ts';
import { presentTags, type LabelRow } from '../labels/present-label.ts';
import { query, toIso } from '../unit-of-work.ts';
import type { ActivityDetails } from './note-activity.ts';

type Row = {
  id: string;
  kind: string;
  at: string;
  actor_id: string | null;
  actor_name: string | null;
  counselor_id: string | null;
  counselor_name: string | null;
  details: ActivityDetails;
  after_message_id: string | null;
};

/**
 * A page of what was done to a conversation, oldest first.
 * @throws AppError `not_found`; `validation_failed` when `before` is not of this conversation.
 */
export async function listActivities(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ items: Activity[]; nextCursor: string | null }> {
  await requireAnchor(em, conversationId, before);
  const rows = await query<Row>(
    em,
    `select a.id, a.kind, a.at, a.actor_id, actor.display_name as actor_name, a.counselor_id,
       about.display_name as counselor_name, a.details, behind.id as after_message_id
     from activity a
       left join counselor actor on actor.id = a.actor_id
       left join counselor about on about.id = a.counselor_id
       left join lateral (
         select id from (
           (select m.id, m.order_at, m.provider_order, m.seq from message m
             where m.conversation_id = a.conversation_id and m.order_at < a.at
             order by m.order_at desc, m.provider_order desc, m.seq desc limit 1)
           union all
           (select n.id, n.order_at, 0, n.seq from note n
             where n.conversation_id = a.conversation_id and n.order_at < a.at
             order by n.order_at desc, n.seq desc limit 1)
         ) as before order by order_at desc, provider_order desc, seq desc limit 1) as behind on true
     where a.conversation_id = $1
       and ($2::uuid is null or (a.at, a.id) < (select at, id from activity where id = $2))
     order by a.at desc, a.id desc limit $3`,
    [conversationId, before ?? null, limit + 1],
  );
  const page = rows.slice(0, limit).toReversed();
  const labels = await loadLabels(em, keys, page);
  const items = page.map((row) => present(row, labels));
  return { items, nextCursor: rows.length > limit ? (items[0]?.id ?? null) : null };
}

async function loadLabels(
  em: EntityManager,
  keys: OrganizationKeys,
  rows: Row[],
): Promise<Map<string, LabelTag>> {
  const ids = rows.flatMap(({ details: { labelIds } }) => [
    ...(labelIds?.added ?? []),
    ...(labelIds?.removed ?? []),
  ]);
  if (ids.length === 0) return new Map();
  const found = await query<LabelRow>(
    em,
    `select id, encode(name, 'base64') as name, color from label where id = any($1::uuid[])`,
    [ids],
  );
  return new Map(presentTags(found, keys).map((tag) => [tag.id, tag]));
}

function present(row: Row, labels: Map<string, LabelTag>): Activity {
  const { topic = null, until = null, labelIds } = row.details;
  const tagsOf = (ids: string[] = []) => ids.flatMap((id) => labels.get(id) ?? []);
  return {
    id: row.id,
    kind: row.kind,
    at: toIso(row.at),
    actor: personOf(row.actor_id, row.actor_name),
    counselor: personOf(row.counselor_id, row.counselor_name),
    topic,
    until,
    labels: { added: tagsOf(labelIds?.added), removed: tagsOf(labelIds?.removed) },
    afterMessageId: row.after_message_id,
  };
}

function personOf(id: string | null, displayName: string | null): Activity['actor'] {
  return id && displayName !== null ? { id, displayName } : null;
}

async function requireAnchor(
  em: EntityManager,
  conversationId: string,
  before: string | undefined,
): Promise<void> {
  const [conversation] = await query<{ has_anchor: boolean }>(
    em,
    `select $2::uuid is null or exists (select from activity where id = $2 and conversation_id = $1) as has_anchor
     from conversation where id = $1`,
    [conversationId, before ?? null],
  );
  if (!conversation) throw notFound('conversation');
  if (!conversation.has_anchor)
    throw invalid('query.before', 'This activity is not of the conversation.');
}
