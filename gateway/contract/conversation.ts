import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { labelTag } from './label.ts';
import { id, idParams, instant, language, pageOf, pageQuery, searchText } from './primitives.ts';

export const conversationStatuses = ['automated', 'open', 'waiting', 'closed'] as const;
export const messengerNames = ['telegram', 'sms', 'whatsapp', 'simulator'] as const;
export const topicKeys = ['work', 'family', 'residence', 'german', 'housing', 'health'] as const;
export type TopicKey = (typeof topicKeys)[number];

export const conversation = z.object({
  id,
  contact: z.object({ id, displayName: z.string(), language: z.string().nullable() }),
  channel: z.object({ id, kind: z.string(), name: z.string() }),
  messenger: z.enum(messengerNames),
  status: z.enum(conversationStatuses),
  assignee: z.object({ id, displayName: z.string() }).nullable(),
  officeId: id.nullable(),
  topic: z.enum(topicKeys).nullable(),
  labels: z.array(labelTag),
  lastMessage: z
    .object({
      id,
      direction: z.enum(['inbound', 'outbound']),
      author: z.enum(['contact', 'counselor', 'bot', 'system']),
      kind: z.string(),
      /** The first 140 characters; null for a message without text. */
      preview: z.string().nullable(),
      at: instant,
      deliveryStatus: z.string().nullable(),
    })
    .nullable(),
  unreadCount: z.number().int(),
  /** Since when the contact has been waiting for us; null unless open. */
  waitingSince: instant.nullable(),
  snoozedUntil: instant.nullable(),
  replyWindowUntil: instant.nullable(),
  /** Somebody named the signed-in counselor in a note, and they have not read it yet. */
  hasUnreadMention: z.boolean(),
  /** The newest note that names them, read or not. */
  lastMentionId: id.nullable(),
  alerts: z.array(
    z.object({ kind: z.enum(['crisis', 'urgent']), at: instant, acknowledgedBy: id.nullable() }),
  ),
  /** Nobody who counsels speaks the contact's language. */
  needsInterpreter: z.boolean(),
  /**
   * By when the contact was told to get an answer: the last time it was said. `broken` when it was not kept and no other
   * was given. Null when nothing was promised, or it was closed without an answer.
   */
  promise: z.object({ answerBy: instant, state: z.enum(['open', 'kept', 'broken']) }).nullable(),
  createdAt: instant,
});
export type Conversation = z.infer<typeof conversation>;

/** What narrows a list of conversations and sorts it. Views are named sets of these. */
export const conversationFilters = {
  /** `snoozed` until a time to come. Left out: `open`, or `all` when asked for those with mentions. */
  status: z.enum([...conversationStatuses, 'snoozed', 'all']).optional(),
  assignee: z.union([z.literal('me'), z.literal('none'), id]).optional(),
  /** Where a note names the signed-in counselor, read or not; the newest mention comes first. */
  mentioned: z.literal('me').optional(),
  /** With an alert that nobody has acknowledged. */
  alert: z.literal('open').optional(),
  channelId: id.optional(),
  officeId: id.optional(),
  topic: z.enum(topicKeys).optional(),
  labelId: id.optional(),
  /** The contact's language. */
  language: language.optional(),
  /** Only those for which an interpreter is looked for. */
  needsInterpreter: z.literal('true').optional(),
  /** The last message is from then or later, to the minute. */
  from: instant.optional(),
  /** The last message is from before then, to the minute. */
  to: instant.optional(),
  /** Of open ones: `waiting` unless asked otherwise. */
  sort: z.enum(['waiting', 'newest']).optional(),
};

export const listConversations = endpoint({
  method: 'GET',
  path: '/api/conversations',
  summary:
    'Conversations: open ones longest waiting first unless asked otherwise, snoozed ones in the order in which they come back, mentions by the newest, all others newest first',
  access: 'conversation.read',
  query: pageQuery.extend({
    ...conversationFilters,
    /** Only conversations whose person or messages have all of these words. */
    q: searchText.optional(),
  }),
  response: pageOf(conversation),
});

const counted = z.array(z.object({ id, count: z.number().int() }));

/** Each number is at most 1000: nobody reads more than "999+". */
export const countConversations = endpoint({
  method: 'GET',
  path: '/api/conversation-counts',
  summary: 'Conversations by who must act, for the navigation',
  access: 'conversation.read',
  response: z.object({
    mine: z.number().int(),
    unassigned: z.number().int(),
    open: z.number().int(),
    unread: z.number().int(),
    waiting: z.number().int(),
    /** Open ones whose language nobody speaks. */
    interpreter: z.number().int(),
    /** Those that the assistant answers. */
    automated: z.number().int(),
    /** Those with an alert that nobody has acknowledged. */
    alerts: z.number().int(),
    snoozed: z.number().int(),
    /** Open ones of each office of the organization. */
    offices: counted,
    /**
     * What is to be done in each view of the signed-in counselor: open, waiting or snoozed ones as the view says, those with
     * an unread mention in a view of mentions. Views of what is closed or of everything have no count.
     */
    views: counted,
    /** Conversations with a mention of the signed-in counselor that they have not read. */
    mentions: z.number().int(),
  }),
});

export const getConversation = endpoint({
  method: 'GET',
  path: '/api/conversations/:id',
  summary: 'One conversation',
  access: 'conversation.read',
  params: idParams,
  response: conversation,
});

export const assignConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/assign',
  summary: 'Assign to a counselor, or to nobody',
  access: 'conversation.write',
  params: idParams,
  body: z.object({
    counselorId: id.nullable(),
    /** Compare-and-set: 409 `conflict` when somebody else has it by now. */
    expectedAssigneeId: id.nullable().optional(),
  }),
  response: conversation,
});

export const closeConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/close',
  summary: 'Close; an incoming message reopens it',
  access: 'conversation.write',
  params: idParams,
  response: conversation,
});

export const reopenConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/reopen',
  summary: 'Reopen',
  access: 'conversation.write',
  params: idParams,
  response: conversation,
});

export const readConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/read',
  summary: 'Mark all messages as read by us, and mentions as read by the signed-in counselor',
  access: 'conversation.write',
  params: idParams,
  response: conversation,
});

/** Snoozed until then means: until the contact writes, however long that takes. */
export const untilNextReply = '9999-12-31T00:00:00.000Z';

export const snoozeConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/snooze',
  summary: 'Hide until a time or the next message; null ends it',
  access: 'conversation.write',
  params: idParams,
  body: z.object({ until: instant.nullable() }),
  response: conversation,
});

export const setTopic = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/topic',
  summary: 'Set the topic',
  access: 'conversation.write',
  params: idParams,
  body: z.object({ topic: z.enum(topicKeys).nullable() }),
  response: conversation,
});
