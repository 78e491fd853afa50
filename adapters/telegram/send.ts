import type { Opts } from 'telegraf/types';
import { SendError, type CallContext, type OutboundMessage, type Sent } from '../adapter.ts';
import { callTelegram, type Method } from './client.ts';
import type { TelegramCredentials } from './credentials.ts';
import { idOf, objectOf } from './fields.ts';
import { replyMarkup } from './markup.ts';
import { albumOf, uploadOf } from './uploads.ts';

/**
 * Sends one part with one call, so that it goes out whole or not at all: a text, one file with its caption, or an
 * album of 2–10 files. Texts are sent without `parse_mode`: every character arrives as it was typed. Link previews are
 * off, because Telegram would fetch what the link shows.
 *
 * Limits: 4096 UTF-16 units of text, 1024 of caption. Source: https://core.telegram.org/bots/api#sendmessage
 * @throws SendError `contact_stopped` (final) when the person blocked the bot or is gone; `contact_unreachable` (final)
 * when there never was a chat; `throttled` on 429, retry after `retryAfterMs`; `address_changed` with the new urn;
 * `no_answer` with `certain: false` when it may have been sent.
 */
export async function send(
  message: OutboundMessage,
  credentials: TelegramCredentials,
  call: CallContext,
): Promise<Sent> {
  const { method, payload } = requestFor(message);
  const result = await callTelegram(method, payload, credentials, call, 'once');
  const sent = Array.isArray(result) ? result : [result];
  return { parts: sent.map((each) => ({ externalId: externalIdOf(each) })) };
}

function requestFor(message: OutboundMessage): { method: Method; payload: Opts<Method> } {
  if (message.template) throw refuse('template_rejected', 'Telegram has no templates');
  const chatId = chatIdOf(message.to.urn);
  const replyTo = replyParameters(message);
  const markup = message.quickReplies?.length ? replyMarkup(message.quickReplies) : undefined;
  const [first, ...others] = message.attachments;
  if (first && others.length > 0) {
    if (markup) throw refuse('content_rejected', 'An album cannot carry quick replies');
    return {
      method: 'sendMediaGroup',
      payload: { chat_id: chatId, media: albumOf(message), ...asFormField(replyTo) },
    };
  }
  if (first) {
    const { method, field, file } = uploadOf(first, message.text);
    const payload = {
      chat_id: chatId,
      [field]: file,
      ...(message.text && { caption: message.text }),
      ...(markup && { reply_markup: markup }),
      ...asFormField(replyTo),
    };
    return { method, payload };
  }
  if (!message.text) throw refuse('content_rejected', 'There is nothing to send');
  const payload = {
    chat_id: chatId,
    text: message.text,
    link_preview_options: { is_disabled: true },
    ...(replyTo && { reply_parameters: replyTo }),
    ...(markup && { reply_markup: markup }),
  } satisfies Opts<'sendMessage'>;
  return { method: 'sendMessage', payload };
}

type ReplyParameters = NonNullable<Opts<'sendMessage'>['reply_parameters']>;

/** A reply to something that is no message of this chat (a tap on a button) is sent without the reference. */
function replyParameters(message: OutboundMessage): ReplyParameters | undefined {
  const target = /^(-?\d+):(\d+)$/.exec(message.replyToExternalId ?? '');
  if (!target || `telegram:${target[1]}` !== message.to.urn) return undefined;
  return { message_id: Number(target[2]), allow_sending_without_reply: true };
}

/** telegraf 4.16 drops objects that it does not know from a multipart form; as a string they pass. */
function asFormField(replyTo: ReplyParameters | undefined): { reply_parameters?: string } {
  return replyTo ? { reply_parameters: JSON.stringify(replyTo) } : {};
}

/** @throws SendError `contact_unreachable` for an address that is none of Telegram. */
export function chatIdOf(urn: string): number | string {
  const id = idOf(/^telegram:(-?\d+)$/.exec(urn)?.[1]);
  if (!id) throw refuse('contact_unreachable', 'This is no Telegram address');
  return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}

function externalIdOf(result: unknown): string {
  const chatId = idOf(objectOf(objectOf(result)?.['chat'])?.['id']);
  const messageId = idOf(objectOf(result)?.['message_id']);
  if (chatId && messageId) return `${chatId}:${messageId}`;
  throw new SendError('no_answer', 'Telegram confirmed without naming the message', {
    retryable: false,
    certain: false,
  });
}

function refuse(
  code: 'content_rejected' | 'contact_unreachable' | 'template_rejected',
  text: string,
): SendError {
  return new SendError(code, text, { retryable: false });
}
