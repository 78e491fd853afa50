import * as z from 'zod';
import { id } from './primitives.ts';

export const eventTypes = [
  'message.received',
  'message.created',
  'message.updated',
  'conversation.created',
  'conversation.updated',
  'channel.updated',
  'contact.updated',
  'label.updated',
  'saved_reply.updated',
  'view.updated',
  'draft.created',
  'draft.updated',
  'draft.removed',
  'reset',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What `GET /api/events` streams (Server-Sent Events, default event name `message`): ids only, the browser refetches. */
export const realtimeEvent = z.object({
  type: z.enum(eventTypes),
  conversationId: id.optional(),
  messageId: id.optional(),
  channelId: id.optional(),
  contactId: id.optional(),
});
export type RealtimeEvent = z.infer<typeof realtimeEvent>;
