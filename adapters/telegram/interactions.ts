import type { InboundEvent } from '../adapter.ts';
import { idOf, instantOf, objectOf, textOf, type Fields } from './fields.ts';
import { senderOf } from './sender.ts';

/** Telegram sends no glyph for a custom emoji; a reaction must still not look as if it had been taken back. */
const unshowableEmoji = '❔';
const paidEmoji = '⭐';

/**
 * A tap on an inline button. Its message may be gone ("inaccessible") or be missing; the tap counts anyway.
 * Source: https://core.telegram.org/bots/api#callbackquery
 */
export function normaliseCallbackQuery(update: Fields, query: Fields): InboundEvent {
  const queryId = textOf(query['id']);
  const sender = senderOf(query['from']);
  if (typeof sender === 'string') return { type: 'ignored', reason: sender };
  if (!queryId) return { type: 'ignored', reason: 'message_incomplete' };
  const message = objectOf(query['message']);
  const chat = objectOf(message?.['chat']);
  if (chat && chat['type'] !== 'private') return { type: 'ignored', reason: 'group_message' };
  const id = textOf(query['data']);
  const chatId = idOf(chat?.['id']);
  const messageId = idOf(message?.['message_id']);
  const target = chatId && messageId ? `${chatId}:${messageId}` : undefined;
  const title = id && message ? (buttonTitle(message, id) ?? id) : (id ?? null);
  return {
    type: 'message.received',
    externalId: `cb:${queryId}`,
    sender,
    sentAt: null,
    providerOrder: null,
    content: {
      kind: id ? 'button_reply' : 'unsupported',
      text: title,
      payload: id ? { id, title, ...(target && { target }) } : { rawKind: 'callback_query' },
      attachments: [],
    },
    ...(target && { replyTo: { externalId: target } }),
    acknowledge: queryId,
    raw: update,
  };
}

/**
 * The person blocked the bot or let it in again; in private chats the update comes for nothing else.
 * Source: https://core.telegram.org/bots/api#chatmemberupdated
 */
export function normaliseChatMember(
  update: Fields,
  change: Fields,
  receivedAt: Date,
): InboundEvent {
  if (objectOf(change['chat'])?.['type'] !== 'private') {
    return { type: 'ignored', reason: 'group_membership' };
  }
  const sender = senderOf(change['from']);
  if (typeof sender === 'string') return { type: 'ignored', reason: sender };
  const at = instantOf(change['date']) ?? receivedAt;
  const status = objectOf(change['new_chat_member'])?.['status'];
  if (status === 'kicked') return { type: 'contact.blocked', sender, at, raw: update };
  if (status === 'member') return { type: 'contact.unblocked', sender, at, raw: update };
  return { type: 'ignored', reason: 'membership_unknown' };
}

/**
 * The whole set of one person's reactions to one message after the change.
 * Source: https://core.telegram.org/bots/api#messagereactionupdated
 */
export function normaliseReaction(update: Fields, change: Fields, receivedAt: Date): InboundEvent {
  const chat = objectOf(change['chat']);
  const chatId = idOf(chat?.['id']);
  const messageId = idOf(change['message_id']);
  if (!chatId || !messageId) return { type: 'ignored', reason: 'message_incomplete' };
  if (chat?.['type'] !== 'private') return { type: 'ignored', reason: 'group_reaction' };
  const sender = senderOf(change['user']);
  if (typeof sender === 'string') return { type: 'ignored', reason: sender };
  const reactions = Array.isArray(change['new_reaction']) ? change['new_reaction'] : [];
  return {
    type: 'reaction.changed',
    targetExternalId: `${chatId}:${messageId}`,
    sender,
    emojis: reactions.map(emojiOf),
    at: instantOf(change['date']) ?? receivedAt,
    raw: update,
  };
}

function emojiOf(value: unknown): string {
  const reaction = objectOf(value);
  if (reaction?.['type'] === 'paid') return paidEmoji;
  return textOf(reaction?.['emoji']) ?? unshowableEmoji;
}

function buttonTitle(message: Fields, data: string): string | undefined {
  const rows = objectOf(message['reply_markup'])?.['inline_keyboard'];
  if (!Array.isArray(rows)) return undefined;
  for (const row of rows) {
    if (!Array.isArray(row)) continue;
    const button = row.map(objectOf).find((each) => each?.['callback_data'] === data);
    if (button) return textOf(button['text']);
  }
  return undefined;
}
