import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id } from './primitives.ts';

/** What somebody does with a conversation that is open in front of them, the strongest last. */
export const presenceStates = ['looking', 'writing_note', 'writing_reply'] as const;
export type PresenceState = (typeof presenceStates)[number];

/** How often a window says that it is still there, in milliseconds. */
export const presenceBeatMs = 15_000;

/** One counselor; all their windows together. */
export const presence = z.object({
  counselorId: id,
  /** False when their last window is closed, or was not heard of for 25 s. */
  isOnline: z.boolean(),
  conversations: z.array(z.object({ id, state: z.enum(presenceStates) })),
});
export type Presence = z.infer<typeof presence>;

/**
 * What `GET /api/events` streams under the event name `presence`, without an id because it is never repeated:
 * everything about those whose presence has changed.
 */
export const presenceNews = z.object({ changed: z.array(presence) });
export type PresenceNews = z.infer<typeof presenceNews>;

export const announcePresence = endpoint({
  method: 'POST',
  path: '/api/presence',
  summary: 'Say what this window shows; answers who else is there. Never stored',
  access: 'conversation.read',
  body: z.object({
    /** Chosen by the window: several of one person count once. */
    windowId: z.uuid(),
    /** Null while no conversation is in front. */
    conversationId: id.nullable(),
    state: z.enum(presenceStates).default('looking'),
    /** The window closes or nobody is signed in there any more. */
    isLeaving: z.boolean().default(false),
  }),
  response: z.object({ items: z.array(presence) }),
});
