import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { message } from './message.ts';
import { idParams } from './primitives.ts';

/** Emoji that every messenger takes as a reaction; Telegram knows a fixed list. */
export const reactionEmojis = ['👍', '❤', '🙏', '😁', '😢', '🎉', '👏', '👌', '🤝', '🤔'] as const;
export type ReactionEmoji = (typeof reactionEmojis)[number];

export const reactToMessage = endpoint({
  method: 'POST',
  path: '/api/messages/:id/reactions',
  summary: 'Set our one reaction to a message of the contact; null takes it back',
  access: 'conversation.write',
  params: idParams,
  body: z.object({ emoji: z.enum(reactionEmojis).nullable() }),
  response: message,
});

export const showTyping = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/typing',
  summary: 'Somebody writes: shown to the contact where the channel is set so, and never stored',
  access: 'conversation.write',
  params: idParams,
  response: z.undefined(),
  status: 204,
});
