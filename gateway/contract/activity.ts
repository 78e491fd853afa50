import * as z from 'zod';
import { topicKeys } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { labelTag } from './label.ts';
import { id, idParams, instant, pageOf } from './primitives.ts';

/** What can happen to a conversation besides messages. */
export const activityKinds = [
  'taken',
  'assigned',
  'released',
  'handed_over',
  'closed',
  'reopened',
  'snoozed',
  'snooze_ended',
  'topic_changed',
  'labels_changed',
  'merged',
  'separated',
  'sent_anyway',
  'handed_to_people',
  'interpreter_needed',
  'counselor_chosen',
  'crisis_raised',
  'urgent_raised',
  'alert_acknowledged',
  'automation_failed',
  'declined',
  'interpreter_wanted',
  'interpreter_found',
  'promise_broken',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

const person = z.object({ id, displayName: z.string() });

/** One line between the messages. It is no message: it never changes what is unread, waits or is sent. */
export const activity = z.object({
  id,
  /** One that this version doesn't know is shown as a change. */
  kind: z.string(),
  at: instant,
  /** Who did it. Null: a message of the contact or Lotse did, or whoever did it is gone. */
  actor: person.nullable(),
  /** To whom it was assigned or handed over. */
  counselor: person.nullable(),
  /** Of `topic_changed`; null when it was taken away. */
  topic: z.enum(topicKeys).nullable(),
  /** Of `snoozed`. */
  until: instant.nullable(),
  /** Of `labels_changed`. Labels that are gone are left out. */
  labels: z.object({ added: z.array(labelTag), removed: z.array(labelTag) }),
  /** The message or note it stands behind; null before the first. */
  afterMessageId: id.nullable(),
});
export type Activity = z.infer<typeof activity>;

export const listActivities = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/activities',
  summary: 'What was done to a conversation, oldest first within the page, newest page first',
  access: 'conversation.read',
  params: idParams,
  query: z.object({
    /** An activity of this conversation: those before it. */
    before: id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(100),
  }),
  response: pageOf(activity),
});
