import type { TelegramEmoji } from 'telegraf/types';
import { SendError, type CallContext, type Recipient } from '../adapter.ts';
import { callTelegram } from './client.ts';
import type { TelegramCredentials } from './credentials.ts';
import { chatIdOf } from './send.ts';

/**
 * Sets the bot's one reaction to a message of the person, or takes it back. Doing it twice changes nothing.
 * Of an album the first item is meant, whichever was named.
 *
 * Source: https://core.telegram.org/bots/api#setmessagereaction
 * @throws SendError `content_rejected` (final) when the message is gone or the emoji is not among Telegram's own.
 */
export async function react(
  {
    to,
    targetExternalId,
    emoji,
  }: { to: Recipient; targetExternalId: string; emoji: string | null },
  credentials: TelegramCredentials,
  call: CallContext,
): Promise<void> {
  const target = /^(-?\d+):(\d+)$/.exec(targetExternalId);
  if (!target || `telegram:${target[1]}` !== to.urn) {
    throw new SendError('content_rejected', 'This is no message of the chat', { retryable: false });
  }
  const payload = {
    chat_id: chatIdOf(to.urn),
    message_id: Number(target[2]),
    reaction: emoji === null ? [] : [{ type: 'emoji' as const, emoji: emoji as TelegramEmoji }],
  };
  await callTelegram('setMessageReaction', payload, credentials, call, 'repeatable');
}

/**
 * Shows "typing" for five seconds, or until the next message.
 * Source: https://core.telegram.org/bots/api#sendchataction
 */
export async function showTyping(
  to: Recipient,
  _lastExternalId: string | null,
  credentials: TelegramCredentials,
  call: CallContext,
): Promise<void> {
  const payload = { chat_id: chatIdOf(to.urn), action: 'typing' as const };
  await callTelegram('sendChatAction', payload, credentials, call, 'repeatable');
}
