import { createHash } from 'node:crypto';
import type { InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup } from 'telegraf/types';
import type { QuickReply } from '../adapter.ts';

/** Bytes that a button carries back. Source: https://core.telegram.org/bots/api#inlinekeyboardbutton */
const maxCallbackDataBytes = 64;

/**
 * Draws quick replies: as buttons under the message when they carry ids of their own, otherwise as a keyboard that
 * goes away after use and whose answer arrives as plain text.
 */
export function replyMarkup(
  quickReplies: QuickReply[],
): InlineKeyboardMarkup | ReplyKeyboardMarkup {
  const hasIds = quickReplies.some(({ id, title }) => id !== '' && id !== title);
  if (!hasIds) {
    return {
      keyboard: quickReplies.map(({ title }) => [{ text: title }]) as KeyboardButton[][],
      one_time_keyboard: true,
      resize_keyboard: true,
    };
  }
  return {
    inline_keyboard: quickReplies.map(({ id, title }) => [
      { text: title, callback_data: callbackData(id || title) },
    ]),
  };
}

/** The id itself, or a stable key of 44 bytes in its place where the id is longer than Telegram carries. */
export function callbackData(id: string): string {
  if (Buffer.byteLength(id) <= maxCallbackDataBytes) return id;
  return `#${createHash('sha256').update(id).digest('base64url')}`;
}
