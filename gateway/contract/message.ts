import * as z from 'zod';
import { id, instant, line, pageOf } from './primitives.ts';
import { endpoint } from './endpoint.ts';

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
  /** Path under this origin, behind the session; null until ready. */
  url: z.string().nullable(),
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
  language: z.string().nullable(),
  attachments: z.array(attachment),
  replyToId: id.nullable(),
  replyToExternalId: z.string().nullable(),
  reactions: z.array(
    z.object({ emoji: z.string(), author: z.enum(['contact', 'counselor']), at: instant }),
  ),
  editedAt: instant.nullable(),
  deletedAt: instant.nullable(),
  clientMessageId: z.string().nullable(),
  delivery: delivery.nullable(),
});
export type Message = z.infer<typeof message>;

const clientMessageId = line.min(1).max(100);
const text = z.string().max(20_000);
const attachmentIds = z.array(id).max(10);
const conversationParams = z.object({ id });

export const listMessages = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/messages',
  summary: 'Messages and notes of a conversation, oldest first within the page, newest page first',
  access: 'conversation.read',
  params: conversationParams,
  query: z.object({
    before: id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  response: pageOf(message),
});

export const template = z.object({
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  params: z.object({
    body: z.array(z.string().max(1024)).max(20).default([]),
    header: z.array(z.string().max(1024)).max(5).optional(),
  }),
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
      text: text.optional(),
      attachmentIds: attachmentIds.optional(),
      replyToId: id.optional(),
      template: template.optional(),
      lastSeenMessageId: id.optional(),
      force: z.boolean().optional(),
    })
    .refine((body) => !(body.text !== undefined && body.template), {
      message: 'Text and template exclude each other.',
      path: ['template'],
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
    .object({ clientMessageId, text: text.default(''), attachmentIds: attachmentIds.optional() })
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

export const retryMessage = endpoint({
  method: 'POST',
  path: '/api/messages/:id/retry',
  summary: 'Try a failed or unknown message once more',
  access: 'conversation.write',
  params: conversationParams,
  response: message,
});
