import { setTimeout as pause } from 'node:timers/promises';
import { SendError, type CallContext, type OutboundMessage, type Sent } from '../adapter.ts';
import type { WhatsappWebCredentials } from './credentials.ts';
import { connectionOf, type Connection } from './connection.ts';
import { isBeforeDispatch, isMediaFault, isMissingLid, isPageGone, unavailable } from './errors.ts';
import { objectOf, widOf, type Fields } from './fields.ts';
import { findMessage } from './find-message.ts';
import { keyOf } from './known-messages.ts';
import type { WebMedia } from './library.ts';
import type { Pending } from './outgoing.ts';
import { reach } from './reach.ts';
import { shownAs, toMedia } from './uploads.ts';
import { within } from './within.ts';

/**
 * Sends one text or one file. Link previews are off, because the page would fetch what the link shows; nothing is marked
 * as read by answering.
 *
 * WhatsApp Web confirms nothing: the call only says that the message stands in the chat. When it fails, the message may
 * have been seen leaving all the same; what stays in doubt is `no_answer`, and is reported as left should it still be seen.
 *
 * @throws SendError `contact_unreachable` (final) when the number is not on WhatsApp, before anything is sent;
 * `provider_unavailable` when nothing can have left; `media_rejected` (final) when the page can't read the file;
 * `no_answer` with `certain: false` when it may have been sent.
 */
export async function send(
  message: OutboundMessage,
  _credentials: WhatsappWebCredentials,
  call: CallContext,
): Promise<Sent> {
  if (message.template) throw refuse('template_rejected', 'WhatsApp Web has no templates');
  const connection = connectionOf(call);
  const { urn } = message.to;
  const chatId = await reach(connection, urn, call.signal);
  const { content, options } = contentFor(message, connection);
  const quotedMessageId = await quotedId(message, connection, call.signal);
  const pending = connection.outgoing.begin({
    deliveryId: message.deliveryId,
    chatIds: [chatId, ...connection.addresses.chatIdsOf(urn)],
    types: shownAs(message.attachments[0]),
    text: message.text,
  });
  const sending = connection.client.sendMessage(chatId, content, {
    ...options,
    ...(quotedMessageId && { quotedMessageId }),
    linkPreview: false,
    parseVCards: false,
    sendSeen: false,
  });
  try {
    const externalId = nameOf(await within(sending, call.signal));
    if (!externalId) throw new Error('The call named no message');
    return sent(externalId, pending, connection, urn);
  } catch (error) {
    const externalId = await seenLeaving(pending, connection);
    if (isPageGone(error)) connection.pageBroke();
    if (externalId) return sent(externalId, pending, connection, urn);
    if (isMissingLid(error)) connection.addresses.forgetChat(urn);
    throw failure(error, pending, sending, connection);
  }
}

function sent(externalId: string, pending: Pending, connection: Connection, urn: string): Sent {
  connection.outgoing.settle(pending, externalId);
  const chatId = /^true_(.+?)_/.exec(externalId)?.[1];
  if (chatId) connection.addresses.setChat(urn, chatId);
  const other = chatId && connection.addresses.senderOf(chatId);
  const names = other ? [other.urn, ...(other.aliases ?? [])] : [];
  const aliases = names.filter((name) => name !== urn);
  return { parts: [{ externalId }], ...(aliases.length > 0 && { aliases }) };
}

/** Null when the message is not seen leaving in time. */
function seenLeaving({ seen }: Pending, { echoGraceMs }: Connection): Promise<string | null> {
  return Promise.race([seen.promise, pause(echoGraceMs, null, { ref: false })]);
}

function failure(
  error: unknown,
  pending: Pending,
  sending: Promise<unknown>,
  connection: Connection,
): SendError {
  const { outgoing } = connection;
  if (isMediaFault(error)) {
    outgoing.settle(pending, null);
    return refuse('media_rejected', 'WhatsApp Web could not read this file');
  }
  if (isBeforeDispatch(error)) {
    outgoing.settle(pending, null);
    return unavailable('WhatsApp Web could not send; nothing has left');
  }
  outgoing.doubt(pending);
  void awaitLate(sending, pending, connection);
  return new SendError('no_answer', 'WhatsApp Web did not answer; it may have been sent', {
    retryable: false,
    certain: false,
  });
}

/** The call may come back after we have stopped waiting for it. */
async function awaitLate(
  sending: Promise<unknown>,
  pending: Pending,
  { outgoing, reportLeft }: Connection,
): Promise<void> {
  const externalId = await sending.then(nameOf).catch(() => null);
  if (!externalId || outgoing.deliveryOf(externalId)) return;
  outgoing.settle(pending, externalId);
  reportLeft(externalId, pending.deliveryId);
}

function contentFor(
  message: OutboundMessage,
  connection: Connection,
): { content: string | WebMedia; options: Fields } {
  const [attachment, ...others] = message.attachments;
  if (others.length > 0) throw refuse('content_rejected', 'WhatsApp Web sends one file at a time');
  if (attachment) return toMedia(attachment, message.text, connection);
  if (!message.text) throw refuse('content_rejected', 'There is nothing to send');
  return { content: message.text, options: {} };
}

/** What is quoted may be known under another name of its chat, or not at all any more: then the answer goes without. */
async function quotedId(
  { replyToExternalId, to }: OutboundMessage,
  connection: Connection,
  signal: AbortSignal,
): Promise<string | null> {
  if (!replyToExternalId) return null;
  const quoted = await findMessage(connection, to.urn, replyToExternalId, signal).catch(() => null);
  return quoted ? quoted.id._serialized : null;
}

function nameOf(sent: unknown): string | null {
  const id = objectOf(sent)?.['id'];
  return keyOf(id)?.serialized ?? widOf(id);
}

function refuse(
  code: 'content_rejected' | 'media_rejected' | 'template_rejected',
  text: string,
): SendError {
  return new SendError(code, text, { retryable: false });
}
