import * as z from 'zod';
import { conversationStatuses, topicKeys } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { labelIds } from './label.ts';
import { id, instant } from './primitives.ts';

/** At most so many conversations are changed by one request. */
export const maxBulk = 200;

const ids = z.array(id).min(1).max(maxBulk);

/** The part of a conversation that a change in bulk may touch; only what it touched is named. */
const touched = z
  .object({
    assigneeId: id.nullable(),
    topic: z.enum(topicKeys).nullable(),
    status: z.enum(conversationStatuses),
    waitingSince: instant.nullable(),
    snoozedUntil: instant.nullable(),
    unreadCount: z.number().int().min(0).max(1_000_000),
  })
  .partial();

/** What takes one change back: it is put back as `before` if it still is as `after`, else left as it is by now. */
export const undoStep = z.object({
  id,
  before: touched,
  after: touched,
  /** Labels that were put on and taken off. */
  labels: z.object({ add: labelIds, remove: labelIds }).optional(),
});
export type UndoStep = z.infer<typeof undoStep>;

export const bulkOutcomes = [
  'changed',
  'unchanged',
  'not_found',
  /** Restoring: somebody or something has changed it since; closing: the contact has written. It stays as it is. */
  'overtaken',
  'too_many_labels',
] as const;

export const bulkResult = z.object({
  id,
  outcome: z.enum(bulkOutcomes),
  /** Send it back with `restore` to undo; null when nothing was changed. */
  undo: undoStep.nullable(),
});
export type BulkResult = z.infer<typeof bulkResult>;

/**
 * Changes up to 200 conversations in one transaction and says for each what became of it: one that is gone or full of
 * labels doesn't keep the others from being changed. Reading in bulk shows no contact that their message was read.
 * 422 `validation_failed` when the change itself can't be: an unknown counselor or label, a time that has passed.
 */
export const changeConversations = endpoint({
  method: 'POST',
  path: '/api/conversations/bulk',
  summary: 'Change many conversations at once, or take such a change back',
  access: 'conversation.write',
  body: z.discriminatedUnion('action', [
    z.object({ action: z.literal('assign'), ids, counselorId: id.nullable() }),
    z.object({ action: z.literal('label'), ids, add: labelIds, remove: labelIds }),
    z.object({ action: z.literal('topic'), ids, topic: z.enum(topicKeys).nullable() }),
    z.object({ action: z.literal('snooze'), ids, until: instant.nullable() }),
    z.object({
      action: z.literal('close'),
      ids,
      /** The newest messages that were seen: a conversation in which the contact wrote another one stays as it is. */
      seenMessageIds: z.array(id).max(2000).optional(),
    }),
    z.object({ action: z.literal('read'), ids }),
    z.object({ action: z.literal('restore'), steps: z.array(undoStep).min(1).max(maxBulk) }),
  ]),
  response: z.object({ results: z.array(bulkResult) }),
});
