import { SendError, type CallContext, type Recipient } from '../adapter.ts';
import { connectionOf, type Connection } from './connection.ts';
import type { WhatsappWebCredentials } from './credentials.ts';
import { isPageGone, unavailable } from './errors.ts';
import { findMessage } from './find-message.ts';
import { reach } from './reach.ts';
import { within } from './within.ts';

/**
 * Sets our reaction to a message; null takes it back.
 * @throws SendError `content_rejected` (final) when WhatsApp Web does not have the message any more.
 */
export async function react(
  reaction: { to: Recipient; targetExternalId: string; emoji: string | null },
  _credentials: WhatsappWebCredentials,
  call: CallContext,
): Promise<void> {
  const { to, targetExternalId, emoji } = reaction;
  await inPage(call, async (connection) => {
    const target = await findMessage(connection, to.urn, targetExternalId, call.signal);
    if (!target) {
      throw new SendError('content_rejected', 'The message is not on WhatsApp any more', {
        retryable: false,
      });
    }
    await connection.client.sendReaction(target.id._serialized, emoji ?? '');
  });
}

/** WhatsApp shows it for 25 seconds at most. Source: https://docs.wwebjs.dev/Chat.html#sendStateTyping */
export async function showTyping(
  to: Recipient,
  _lastExternalId: string | null,
  _credentials: WhatsappWebCredentials,
  call: CallContext,
): Promise<void> {
  await inPage(call, async (connection) => {
    const chatId = await reach(connection, to.urn, call.signal);
    const chat = await connection.client.getChatById(chatId);
    await chat?.sendStateTyping();
  });
}

/** Marks the whole chat: WhatsApp Web knows no single messages there. Source: https://docs.wwebjs.dev/Client.html#sendSeen */
export async function markRead(
  to: Recipient,
  _externalId: string,
  _credentials: WhatsappWebCredentials,
  call: CallContext,
): Promise<void> {
  await inPage(call, async (connection) => {
    const chatId = await reach(connection, to.urn, call.signal);
    await connection.client.sendSeen(chatId);
  });
}

/** Each of these may be done again without harm. */
async function inPage(
  call: CallContext,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const connection = connectionOf(call);
  await within(work(connection), call.signal).catch((error: unknown) => {
    if (error instanceof SendError) throw error;
    if (isPageGone(error)) connection.pageBroke();
    throw unavailable('WhatsApp Web did not do it');
  });
}
