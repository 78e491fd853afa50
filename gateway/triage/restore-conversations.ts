import type { EntityManager } from '@mikro-orm/postgresql';
import type { BulkResult, UndoStep } from '../contract/bulk.ts';
import { putLabelsBack } from '../labels/put-labels.ts';
import { Counselor } from '../model/counselor.ts';
import type { Actor } from './change-conversations.ts';
import { isStill, lockStates, writeStates, type ConversationState } from './conversation-state.ts';
import { noteChanges, type Change } from './note-changes.ts';
import { publishConversations } from './publish-conversations.ts';

/**
 * Takes changes back, each for itself: a conversation that has been changed since stays as it is, and so does one whose
 * former counselor has no access any more.
 */
export async function restore(
  em: EntityManager,
  { organizationId, counselorId }: Actor,
  asked: UndoStep[],
): Promise<BulkResult[]> {
  const steps = [...new Map(asked.map((step) => [step.id, step])).values()];
  const states = await lockStates(
    em,
    steps.map(({ id }) => id),
  );
  const active = await activeCounselors(em, steps);
  const isPossible = ({ before, after }: UndoStep, state: ConversationState) =>
    isStill(state, after) && (!before.assigneeId || active.has(before.assigneeId));
  const possible = steps.filter((step) => {
    const state = states.get(step.id);
    return state !== undefined && isPossible(step, state);
  });
  const written = new Map<string, ConversationState>();
  for (const { id, before } of possible) {
    const state = states.get(id);
    if (state && Object.keys(before).length > 0) written.set(id, formerState(state, before));
  }
  await writeStates(em, written);
  await putLabelsBack(
    em,
    organizationId,
    new Map(possible.flatMap(({ id, labels }) => (labels ? [[id, labels]] : []))),
  );
  const restored = new Set(possible.map(({ id }) => id));
  await noteChanges(em, counselorId, new Map(possible.map((step) => [step.id, reversed(step)])));
  await publishConversations(em, organizationId, [...restored]);
  return steps.map(({ id }): BulkResult => {
    if (restored.has(id)) return { id, outcome: 'changed', undo: null };
    return { id, outcome: states.has(id) ? 'overtaken' : 'not_found', undo: null };
  });
}

function reversed({ before, after, labels }: UndoStep): Change {
  const back = { before: after, after: before };
  return labels ? { ...back, labels: { add: labels.remove, remove: labels.add } } : back;
}

async function activeCounselors(em: EntityManager, steps: UndoStep[]): Promise<Set<string>> {
  const ids = steps.flatMap(({ before }) => before.assigneeId ?? []);
  const found = await em.find(Counselor, { id: { $in: [...new Set(ids)] }, isActive: true });
  return new Set(found.map(({ id }) => id));
}

/** Open is what somebody waits in, and nobody has begun to wait in the future. */
function formerState(state: ConversationState, before: UndoStep['before']): ConversationState {
  const former: ConversationState = { ...state, ...withoutGaps(before) };
  const { waitingSince } = former;
  const isPast = waitingSince !== null && Date.parse(waitingSince) <= Date.now();
  const since = isPast ? waitingSince : new Date().toISOString();
  return { ...former, waitingSince: former.status === 'open' ? since : null };
}

function withoutGaps(before: UndoStep['before']): Partial<ConversationState> {
  return Object.fromEntries(Object.entries(before).filter(([, value]) => value !== undefined));
}
