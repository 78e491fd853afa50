import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { BulkResult, changeConversations as endpoint } from '../contract/bulk.ts';
import { requireActive, requireFuture, whenClosed } from '../conversation/change-conversation.ts';
import { putLabels } from '../labels/put-labels.ts';
import { query } from '../unit-of-work.ts';
import {
  differenceOf,
  lockStates,
  writeStates,
  type ConversationState,
} from './conversation-state.ts';
import { noteChanges } from './note-changes.ts';
import { publishConversations } from './publish-conversations.ts';
import { restore } from './restore-conversations.ts';

export type Actor = { organizationId: string; counselorId: string };
type Bulk = z.output<(typeof endpoint)['body']>;
type Change = Exclude<Bulk, { action: 'restore' | 'label' }>;
type Labels = Extract<Bulk, { action: 'label' }>;

/**
 * Changes many conversations in one transaction, locked in the order in which intake locks them and for a handful of
 * statements, so that a message that comes in waits for milliseconds at most.
 * @throws AppError `validation_failed` when the change itself can't be.
 */
export async function changeConversations(
  em: EntityManager,
  actor: Actor,
  change: Bulk,
): Promise<BulkResult[]> {
  if (change.action === 'restore') return restore(em, actor, change.steps);
  if (change.action === 'label') return label(em, actor, change);
  await requirePossible(em, change);
  const ids = [...new Set(change.ids)];
  const states = await lockStates(em, ids);
  const seenIds = change.action === 'close' ? change.seenMessageIds : undefined;
  const withNews = seenIds ? await findNews(em, ids, seenIds) : new Set();
  const written = new Map<string, ConversationState>();
  const results = ids.map((id): BulkResult => {
    const before = states.get(id);
    if (!before) return { id, outcome: 'not_found', undo: null };
    if (withNews.has(id)) return { id, outcome: 'overtaken', undo: null };
    const after = { ...before, ...changeOf(before, change) };
    const difference = differenceOf(before, after);
    if (!difference) return { id, outcome: 'unchanged', undo: null };
    written.set(id, after);
    return { id, outcome: 'changed', undo: { id, ...difference } };
  });
  await writeStates(em, written);
  await announce(em, actor, results);
  return results;
}

/** Notes and tells what was changed. */
async function announce(em: EntityManager, actor: Actor, results: BulkResult[]): Promise<void> {
  const changes = new Map(results.flatMap(({ id, undo }) => (undo ? [[id, undo] as const] : [])));
  await noteChanges(em, actor.counselorId, changes);
  await publishConversations(em, actor.organizationId, [...changes.keys()]);
}

/** In which of the conversations, held locked, the contact wrote last, and something that was not seen. */
async function findNews(em: EntityManager, ids: string[], seenIds: string[]): Promise<Set<string>> {
  const rows = await query<{ id: string }>(
    em,
    `select id from conversation where id = any($1::uuid[]) and (last_message_direction = 'inbound' or last_message_author = 'bot')
       and status <> 'closed' and last_message_id <> all($2::uuid[])`,
    [ids, seenIds],
  );
  return new Set(rows.map(({ id }) => id));
}

async function requirePossible(em: EntityManager, change: Change): Promise<void> {
  if (change.action === 'assign') await requireActive(em, change.counselorId);
  if (change.action === 'snooze') requireFuture(change.until);
}

function changeOf(state: ConversationState, change: Change): Partial<ConversationState> {
  switch (change.action) {
    case 'assign':
      return {
        assigneeId: change.counselorId,
        ...(change.counselorId && state.status === 'automated' && taken()),
      };
    case 'topic':
      return { topic: change.topic };
    case 'snooze':
      return state.status === 'closed' ? {} : { snoozedUntil: change.until };
    case 'close':
      return state.status === 'closed' ? {} : whenClosed;
    case 'read':
      return { unreadCount: 0 };
  }
}

/** What a person takes from the assistant waits for them. */
function taken(): Partial<ConversationState> {
  return { status: 'open', waitingSince: new Date().toISOString() };
}

async function label(
  em: EntityManager,
  actor: Actor,
  { ids: asked, add, remove }: Labels,
): Promise<BulkResult[]> {
  const ids = [...new Set(asked)];
  const states = await lockStates(em, ids);
  const { changes, full } = await putLabels(em, actor.organizationId, [...states.keys()], {
    add,
    remove,
  });
  const results = ids.map((id): BulkResult => {
    if (!states.has(id)) return { id, outcome: 'not_found', undo: null };
    if (full.includes(id)) return { id, outcome: 'too_many_labels', undo: null };
    const labels = changes.get(id);
    if (!labels) return { id, outcome: 'unchanged', undo: null };
    return { id, outcome: 'changed', undo: { id, before: {}, after: {}, labels } };
  });
  await announce(em, actor, results);
  return results;
}
