import type { EntityManager } from '@mikro-orm/postgresql';
import { maxLabelsOnConversation } from '../contract/label.ts';
import { invalid } from '../errors.ts';
import { Label } from '../model/label.ts';
import { query } from '../unit-of-work.ts';

/** What to put on and what to take off; what is in both is put on. */
export type LabelChange = { add: string[]; remove: string[] };

/**
 * Puts labels on conversations and takes labels off, and answers what that changed, by conversation. The caller holds the
 * conversations locked. One that would have too many labels is left out and named in `full`.
 * @throws AppError `validation_failed` for putting on a label that does not exist or is archived.
 */
export async function putLabels(
  em: EntityManager,
  organizationId: string,
  conversationIds: string[],
  change: LabelChange,
): Promise<{ changes: Map<string, LabelChange>; full: string[] }> {
  const present = await labelsOf(em, conversationIds);
  const changes = new Map<string, LabelChange>();
  const full: string[] = [];
  for (const id of conversationIds) {
    const has = present.get(id) ?? new Set();
    const add = [...new Set(change.add)].filter((labelId) => !has.has(labelId));
    const remove = change.remove.filter(
      (labelId) => has.has(labelId) && !change.add.includes(labelId),
    );
    if (add.length > 0 && has.size + add.length - remove.length > maxLabelsOnConversation) {
      full.push(id);
      continue;
    }
    if (add.length + remove.length > 0) changes.set(id, { add, remove });
  }
  await requireOffered(
    em,
    change.add,
    [...changes.values()].flatMap(({ add }) => add),
  );
  await write(em, organizationId, changes);
  return { changes, full };
}

/** Takes changes of labels back: what was put on comes off, what was taken off is there again, archived or not. */
export async function putLabelsBack(
  em: EntityManager,
  organizationId: string,
  done: ReadonlyMap<string, LabelChange>,
): Promise<void> {
  if (done.size === 0) return;
  const present = await labelsOf(em, [...done.keys()]);
  const asked = [...done.values()].flatMap(({ remove }) => remove);
  const known = new Set((await em.find(Label, { id: { $in: asked } })).map(({ id }) => id));
  const changes = new Map<string, LabelChange>();
  for (const [id, { add, remove }] of done) {
    const has = present.get(id) ?? new Set();
    changes.set(id, {
      add: [...new Set(remove)].filter((labelId) => known.has(labelId) && !has.has(labelId)),
      remove: add.filter((labelId) => has.has(labelId)),
    });
  }
  await write(em, organizationId, changes);
}

async function labelsOf(
  em: EntityManager,
  conversationIds: string[],
): Promise<Map<string, Set<string>>> {
  const rows = await query<{ conversation_id: string; label_ids: string[] }>(
    em,
    `select conversation_id, array_agg(label_id)::text[] as label_ids from conversation_label
     where conversation_id = any($1::uuid[]) group by conversation_id`,
    [conversationIds],
  );
  return new Map(rows.map((row) => [row.conversation_id, new Set(row.label_ids)]));
}

/** An archived label may stay where it is; it may not be put anywhere new. */
async function requireOffered(em: EntityManager, asked: string[], added: string[]): Promise<void> {
  const known = new Map(
    (await em.find(Label, { id: { $in: asked } })).map((label) => [label.id, label]),
  );
  for (const [index, id] of asked.entries()) {
    const label = known.get(id);
    if (!label) throw invalid(`body.add.${index}`, 'There is no such label.');
    if ((label.archivedAt ?? null) !== null && added.includes(id)) {
      throw invalid(`body.add.${index}`, 'This label is archived. Bring it back first.');
    }
  }
}

async function write(
  em: EntityManager,
  organizationId: string,
  changes: ReadonlyMap<string, LabelChange>,
): Promise<void> {
  const pairs = (which: keyof LabelChange) =>
    [...changes].flatMap(([id, change]) => change[which].map((labelId) => ({ id, labelId })));
  const columns = (of: { id: string; labelId: string }[]) => [
    of.map(({ id }) => id),
    of.map(({ labelId }) => labelId),
  ];
  const added = pairs('add');
  const removed = pairs('remove');
  if (removed.length > 0) {
    await query(
      em,
      `delete from conversation_label using unnest($1::uuid[], $2::uuid[]) as gone (conversation_id, label_id)
       where conversation_label.conversation_id = gone.conversation_id and conversation_label.label_id = gone.label_id`,
      columns(removed),
    );
  }
  if (added.length > 0) {
    await query(
      em,
      `insert into conversation_label (organization_id, conversation_id, label_id)
       select $3, * from unnest($1::uuid[], $2::uuid[])`,
      [...columns(added), organizationId],
    );
  }
}
