import type { InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup } from 'telegraf/types';
import { carriedId, type QuickReply } from '../adapter.ts';

/** Bytes that a button carries back. Source: https://core.telegram.org/bots/api#inlinekeyboardbutton */
const maxCallbackDataBytes = 64;

/**
 * Draws quick replies: as buttons under the message when they open pages or carry ids of their own, otherwise, and when
 * the place is asked for, as a keyboard that goes away after use and whose answer arrives as plain text.
 */
export function replyMarkup(
  quickReplies: QuickReply[],
): InlineKeyboardMarkup | ReplyKeyboardMarkup {
  const asksForPlace = quickReplies.some((reply) => reply.isLocationRequest);
  if (asksForPlace || !quickReplies.some(needsButton)) {
    return {
      keyboard: quickReplies.map((reply) => [keyOnKeyboard(reply)]),
      one_time_keyboard: true,
      resize_keyboard: true,
    };
  }
  return {
    inline_keyboard: quickReplies.map(({ id, title, url }) => [
      url === undefined
        ? { text: title, callback_data: carriedId(id || title, maxCallbackDataBytes) }
        : { text: title, url },
    ]),
  };
}

function needsButton({ id, title, url }: QuickReply): boolean {
  return url !== undefined || (id !== '' && id !== title);
}

/** telegraf's type knows no button of text alone. */
function keyOnKeyboard({ title, isLocationRequest }: QuickReply): KeyboardButton {
  const button = { text: title, ...(isLocationRequest && { request_location: true }) };
  return button as KeyboardButton;
}
