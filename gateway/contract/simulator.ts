import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { messengerNames } from './conversation.ts';
import { attachment, delivery, messageKinds, reaction } from './message.ts';
import { id, instant } from './primitives.ts';

/** A phone in the browser. Its client appears in the inbox as `simulator:<id>`, dressed as a user of `messenger`. */
export const phone = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().trim().min(1).max(80),
  messenger: z.enum(messengerNames),
});
export type Phone = z.infer<typeof phone>;

export const sendFromPhone = endpoint({
  method: 'POST',
  path: '/api/simulator/:channelId/messages',
  summary:
    'Write as the client on a simulated phone; goes through the webhook of the simulator channel',
  access: 'simulator.use',
  params: z.object({ channelId: id }),
  body: z
    .object({
      phone,
      messageId: z.string().min(1).max(80),
      text: z.string().max(20_000).optional(),
      file: z
        .object({
          fileName: z.string().max(200),
          mimeType: z.string().max(100),
          base64: z.string().max(7_000_000),
          kind: z.enum(['image', 'document', 'voice', 'audio', 'video']),
        })
        .optional(),
      location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
      replyToExternalId: z.string().max(200).optional(),
      /** A reply of ours that was tapped; `target` is what the message it stood under is called outside. */
      buttonReply: z
        .object({
          id: z.string().min(1).max(1000),
          title: z.string().min(1).max(100),
          target: z.string().max(200).optional(),
        })
        .optional(),
    })
    .refine(({ text, file, location, buttonReply }) => text || file || location || buttonReply, {
      message: 'Write a text, attach a file, share a location or tap a reply.',
    }),
  response: z.object({ conversationId: id }),
});

export const readOnPhone = endpoint({
  method: 'POST',
  path: '/api/simulator/:channelId/read',
  summary: 'The simulated phone shows what arrived: our messages become delivered and read',
  access: 'simulator.use',
  params: z.object({ channelId: id }),
  body: z.object({ phoneId: z.string().max(40), status: z.enum(['delivered', 'read']) }),
  response: z.object({ reported: z.number().int() }),
});

/** What the phone shows: the conversation as the client sees it, without notes. */
export const phoneMessage = z.object({
  id,
  isMine: z.boolean(),
  kind: z.enum(messageKinds),
  text: z.string().nullable(),
  payload: z.unknown(),
  attachments: z.array(attachment),
  reactions: z.array(reaction),
  at: instant,
  delivery: delivery.nullable(),
});

export const listPhoneMessages = endpoint({
  method: 'GET',
  path: '/api/simulator/:channelId/messages',
  summary: 'The conversation as the client sees it on the phone, oldest first, the last 100',
  access: 'simulator.use',
  params: z.object({ channelId: id }),
  query: z.object({ phoneId: z.string().max(40) }),
  response: z.object({ conversationId: id.nullable(), items: z.array(phoneMessage) }),
});
