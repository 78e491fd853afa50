import {
  WebhookRejected,
  type InboundEvent,
  type Received,
  type Sender,
  type WebhookRequest,
} from '../adapter.ts';
import { contentOf } from './content.ts';
import type { TelegramCredentials } from './credentials.ts';
import { idOf, instantOf, integerOf, objectOf, parseJson, textOf, type Fields } from './fields.ts';
import { normaliseCallbackQuery, normaliseChatMember, normaliseReaction } from './interactions.ts';
import { senderOf } from './sender.ts';
import { verifySecret } from './signature.ts';

/** Update kinds that we never ask for. Source: https://core.telegram.org/bots/api#update */
const uninterestingKinds = new Set([
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'stopped_message_generation',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
  'subscription',
]);

/**
 * Verifies and translates one update; every webhook request carries exactly one.
 * @throws WebhookRejected `signature_invalid` 401 before anything is parsed; `malformed` 400 when the body is no JSON object.
 */
export function receive(request: WebhookRequest, credentials: TelegramCredentials): Received {
  verifySecret(request, credentials);
  const update = parseUpdate(request.body);
  return { events: [normalise(update, request.receivedAt)] };
}

function parseUpdate(body: Buffer): Fields {
  let parsed: unknown;
  try {
    parsed = parseJson(body.toString('utf8'));
  } catch {
    throw new WebhookRejected('malformed', 400, 'The body is not JSON');
  }
  const update = objectOf(parsed);
  if (!update) throw new WebhookRejected('malformed', 400, 'The body is not a JSON object');
  return update;
}

function normalise(update: Fields, receivedAt: Date): InboundEvent {
  const message = objectOf(update['message']);
  if (message) return normaliseMessage(update, message, receivedAt);
  const edited = objectOf(update['edited_message']);
  if (edited) return normaliseEdit(update, edited, receivedAt);
  const query = objectOf(update['callback_query']);
  if (query) return normaliseCallbackQuery(update, query);
  const member = objectOf(update['my_chat_member']);
  if (member) return normaliseChatMember(update, member, receivedAt);
  const reaction = objectOf(update['message_reaction']);
  if (reaction) return normaliseReaction(update, reaction, receivedAt);
  const kind = Object.keys(update).find((key) => uninterestingKinds.has(key));
  return { type: 'ignored', reason: kind ? `update_${kind}` : 'update_unknown' };
}

function normaliseMessage(update: Fields, message: Fields, receivedAt: Date): InboundEvent {
  const migratedTo = idOf(message['migrate_to_chat_id']);
  if (migratedTo) return normaliseMigration(update, message, migratedTo, receivedAt);
  const envelope = envelopeOf(update, message);
  if (typeof envelope === 'string') return { type: 'ignored', reason: envelope };
  const { externalId, sender, providerOrder, chatId } = envelope;
  const replyTo = replyOf(message, chatId);
  const albumKey = textOf(message['media_group_id']);
  return {
    type: 'message.received',
    externalId,
    sender,
    sentAt: instantOf(message['date']),
    providerOrder,
    content: contentOf(message, { isEdit: false }),
    ...(replyTo && { replyTo }),
    ...(albumKey && { albumKey }),
    raw: update,
  };
}

function normaliseEdit(update: Fields, message: Fields, receivedAt: Date): InboundEvent {
  const envelope = envelopeOf(update, message);
  if (typeof envelope === 'string') return { type: 'ignored', reason: envelope };
  return {
    type: 'message.edited',
    externalId: envelope.externalId,
    sender: envelope.sender,
    editedAt: instantOf(message['edit_date']) ?? receivedAt,
    sentAt: instantOf(message['date']),
    providerOrder: envelope.providerOrder,
    content: contentOf(message, { isEdit: true }),
    raw: update,
  };
}

function normaliseMigration(
  update: Fields,
  message: Fields,
  migratedTo: string,
  receivedAt: Date,
): InboundEvent {
  const from = idOf(objectOf(message['chat'])?.['id']);
  if (!from) return { type: 'ignored', reason: 'message_incomplete' };
  return {
    type: 'identity.changed',
    from: `telegram:${from}`,
    to: `telegram:${migratedTo}`,
    at: instantOf(message['date']) ?? receivedAt,
    raw: update,
  };
}

type Envelope = {
  chatId: string;
  externalId: string;
  sender: Sender;
  providerOrder: number | null;
};

/** Where a message comes from, or the reason for which it is left alone. */
function envelopeOf(update: Fields, message: Fields): Envelope | string {
  const chat = objectOf(message['chat']);
  const chatId = idOf(chat?.['id']);
  const messageId = integerOf(message['message_id']);
  if (!chat || !chatId || messageId === undefined) return 'message_incomplete';
  if (chat['type'] !== 'private') return 'group_message';
  const sender = senderOf(message['from'] ?? chat);
  if (typeof sender === 'string') return sender;
  if (messageId > 0) {
    return { chatId, externalId: `${chatId}:${messageId}`, sender, providerOrder: messageId };
  }
  // Since Bot API 10.2 a message that is not kept in the chat has the id 0, which would not be unique.
  const updateId = idOf(update['update_id']) ?? '0';
  return { chatId, externalId: `${chatId}:update-${updateId}`, sender, providerOrder: null };
}

function replyOf(
  message: Fields,
  chatId: string,
): { externalId: string; quote?: string } | undefined {
  const target = idOf(objectOf(message['reply_to_message'])?.['message_id']);
  if (!target) return undefined;
  const quote = textOf(objectOf(message['quote'])?.['text']);
  return { externalId: `${chatId}:${target}`, ...(quote && { quote }) };
}
