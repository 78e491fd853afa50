import * as z from 'zod';
import { id, instant, language, line, pageOf } from './primitives.ts';
import { endpoint } from './endpoint.ts';
import { unfilledVariables } from './saved-reply.ts';
import { templateParams } from './template.ts';

export const messageKinds = [
  'text',
  'image',
  'video',
  'audio',
  'voice',
  'video_note',
  'document',
  'sticker',
  'animation',
  'location',
  'live_location',
  'venue',
  'contacts',
  'button_reply',
  'list_reply',
  'flow_reply',
  'poll',
  'poll_vote',
  'order',
  'referral',
  'system',
  'call',
  'unsupported',
] as const;

export const attachmentKinds = [
  'image',
  'video',
  'audio',
  'voice',
  'video_note',
  'document',
  'sticker',
  'animation',
] as const;

export const deliveryStatuses = [
  'queued',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'canceled',
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export const attachment = z.object({
  id,
  kind: z.enum(attachmentKinds),
  fileName: z.string().nullable(),
  mimeType: z.string().nullable(),
  sizeBytes: z.number().int().nullable(),
  state: z.enum(['pending', 'ready', 'too_large', 'unavailable', 'blocked']),
  /** Of a blocked file. `not_checked`: larger than the virus scanner takes. */
  blockedReason: z.enum(['infected', 'not_checked']).nullable(),
  /** Path under this origin, behind the session; null until ready. */
  url: z.string().nullable(),
  /** In pixels, the way up applied; null for what is no picture. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** What the thread shows of a picture, at most 1200 pixels; null where it is offered as a file only. */
  previewUrl: z.string().nullable(),
  /** The same recording as AAC, for browsers that can't play the original. */
  playableUrl: z.string().nullable(),
});
export type Attachment = z.infer<typeof attachment>;

export const delivery = z.object({
  status: z.enum(deliveryStatuses),
  /** Also on a queued delivery: why it waits. */
  failure: z
    .object({ code: z.string(), text: z.string(), providerCode: z.string().nullable() })
    .optional(),
  parts: z.array(z.object({ externalId: z.string().nullable(), status: z.enum(deliveryStatuses) })),
});
export type Delivery = z.infer<typeof delivery>;

export const reaction = z.object({
  emoji: z.string(),
  author: z.enum(['contact', 'counselor']),
  at: instant,
  /** Of ours: whether the messenger has it. `failureCode` as in a delivery. */
  status: z.enum(['queued', 'sent', 'failed']).optional(),
  failureCode: z.string().optional(),
});
export type Reaction = z.infer<typeof reaction>;

export const message = z.object({
  id,
  conversationId: id,
  direction: z.enum(['inbound', 'outbound']),
  author: z.enum(['contact', 'counselor', 'bot', 'system']),
  /** Who wrote it, when one of ours did. */
  counselorId: id.nullable(),
  isNote: z.boolean(),
  kind: z.enum(messageKinds),
  text: z.string().nullable(),
  payload: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).nullable(),
  externalId: z.string().nullable(),
  /** The provider's time. */
  sentAt: instant,
  receivedAt: instant,
  /** It came so much later than it was sent that it stands above messages already read. */
  isLate: z.boolean(),
  /** Named after the arrival, when the text says it clearly; people may correct it. */
  language: z.string().nullable(),
  attachments: z.array(attachment),
  /** The colleagues named in a note, by name; empty in what goes to the contact. */
  mentions: z.array(z.object({ id, displayName: z.string() })),
  /** Messages that the contact sent as one album carry the same key and stand together. */
  albumKey: z.string().nullable(),
  replyToId: id.nullable(),
  replyToExternalId: z.string().nullable(),
  reactions: z.array(reaction),
  editedAt: instant.nullable(),
  deletedAt: instant.nullable(),
  clientMessageId: z.string().nullable(),
  delivery: delivery.nullable(),
});
export type Message = z.infer<typeof message>;

const clientMessageId = line.min(1).max(100);
const text = z.string().max(20_000);
/** What a contact reads: a variable of a saved reply that nobody filled is no text. */
const replyText = text.superRefine((value, { addIssue }) => {
  const [unfilled] = unfilledVariables(value);
  if (unfilled) addIssue({ code: 'custom', message: `Fill in {{${unfilled}}} first.` });
});
const attachmentIds = z.array(id).max(10);
const conversationParams = z.object({ id });

export const listMessages = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/messages',
  summary:
    'Messages and notes of a conversation, oldest first within a page: the newest page, the one before a message, or the one after it',
  access: 'conversation.read',
  params: conversationParams,
  query: z.object({
    before: id.optional(),
    /** Not together with `before`. `nextCursor` then names the newest of the page, while there are newer ones. */
    after: id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  response: pageOf(message),
});

export const template = z.object({
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  params: templateParams,
});

/** Something to tap below a text. What a channel cannot show as a button stands in the text, numbered. */
export const quickReply = z
  .object({
    /** Comes back in the answer; the title when left out. */
    id: line.min(1).max(1000).optional(),
    title: line.trim().min(1).max(64),
    description: line.trim().min(1).max(72).optional(),
    /** Opens this page instead of answering. Addresses that messengers don't open are left out. */
    url: z
      .url({ protocol: /^https?$/, hostname: /./ })
      .max(2000)
      .optional(),
    /** Opens this form (a WhatsApp Flow), where the channel has forms. */
    form: z
      .object({ id: line.min(1).max(100), screen: line.min(1).max(100).optional() })
      .optional(),
    /** Asks for the place instead of answering, where the channel can. */
    isLocationRequest: z.literal(true).optional(),
  })
  .refine((one) => [one.url, one.form, one.isLocationRequest].filter(Boolean).length <= 1, {
    message: 'A reply opens a page or a form or asks for the place, one of these.',
  });

const quickReplies = z
  .array(quickReply)
  .min(1)
  .max(10, 'At most ten replies to tap.')
  .refine((all) => new Set(all.map(({ title }) => title)).size === all.length, {
    message: 'Two replies have the same title.',
  })
  .refine((all) => new Set(all.map(({ id, title }) => id ?? title)).size === all.length, {
    message: 'Two replies have the same id.',
  });

export const sendReply = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/messages',
  summary: 'Answer the contact on the channel they wrote on',
  access: 'conversation.write',
  params: conversationParams,
  body: z
    .object({
      clientMessageId,
      text: replyText.optional(),
      attachmentIds: attachmentIds.optional(),
      replyToId: id.optional(),
      template: template.optional(),
      quickReplies: quickReplies.optional(),
      lastSeenMessageId: id.optional(),
      force: z.boolean().optional(),
    })
    .refine((body) => !(body.text !== undefined && body.template), {
      message: 'Text and template exclude each other.',
      path: ['template'],
    })
    .refine((body) => !(body.attachmentIds?.length && body.template), {
      message: 'Files and template exclude each other.',
      path: ['template'],
    })
    .refine((body) => !body.quickReplies || Boolean(body.text?.trim()), {
      message: 'Quick replies need a text above them.',
      path: ['quickReplies'],
    })
    .refine(
      (body) =>
        Boolean(body.text?.trim()) || Boolean(body.attachmentIds?.length) || Boolean(body.template),
      { message: 'Write a text, attach a file or choose a template.', path: ['text'] },
    ),
  response: message,
  status: 201,
  isRepeatable: true,
});

export const addNote = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/notes',
  summary: 'Write a note that only colleagues see',
  access: 'conversation.write',
  params: conversationParams,
  body: z
    .object({
      clientMessageId,
      text: text.default(''),
      attachmentIds: attachmentIds.optional(),
      /** Colleagues to whom this is said: it waits for them under "mentions" until they read the conversation. */
      mentionIds: z.array(id).max(20).optional(),
    })
    .refine((body) => body.text.trim() !== '' || Boolean(body.attachmentIds?.length), {
      message: 'Write a text or attach a file.',
      path: ['text'],
    }),
  response: message,
  status: 201,
  isRepeatable: true,
});

export const getMessage = endpoint({
  method: 'GET',
  path: '/api/messages/:id',
  summary: 'One message or note',
  access: 'conversation.read',
  params: conversationParams,
  response: message,
});

export const listVersions = endpoint({
  method: 'GET',
  path: '/api/messages/:id/versions',
  summary: 'What a message said before its author changed it, the oldest first',
  access: 'conversation.read',
  params: conversationParams,
  response: z.object({
    items: z.array(
      z.object({
        text: z.string().nullable(),
        /** When it was replaced by the next. */
        replacedAt: instant,
      }),
    ),
  }),
});

export const correctLanguage = endpoint({
  method: 'POST',
  path: '/api/messages/:id/language',
  summary:
    'Say in which language a message of a contact is; a contact without a language has this one from then on',
  access: 'conversation.write',
  params: conversationParams,
  body: z.object({ language }),
  response: message,
  status: 200,
});

export const retryMessage = endpoint({
  method: 'POST',
  path: '/api/messages/:id/retry',
  summary: 'Try a failed or unknown message once more',
  access: 'conversation.write',
  params: conversationParams,
  response: message,
});

export const cancelMessage = endpoint({
  method: 'POST',
  path: '/api/messages/:id/cancel',
  summary: 'Take back a message that still waits to be sent',
  access: 'conversation.write',
  params: conversationParams,
  response: message,
});
