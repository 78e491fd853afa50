import { SendError, type CallContext, type KnownIds, type OutboundMessage } from '../adapter.ts';
import { connectionOf } from './connection.ts';
import type { WhatsappWebCredentials } from './credentials.ts';
import { unavailable } from './errors.ts';
import { instantOf } from './fields.ts';
import { keyOf } from './known-messages.ts';
import type { WebMessage } from './library.ts';
import { isSame } from './outgoing.ts';
import { reach } from './reach.ts';
import { shownAs } from './uploads.ts';
import { within } from './within.ts';

const searchDepth = 50;

/** WhatsApp's times are whole seconds, set by the browser on this very machine. */
const toleranceMs = 2000;

/**
 * Looks for a message in the chat. That it is not there is certain only when this browser has been connected since
 * before it was sent: one that was killed in between has forgotten what it was about to send.
 *
 * @throws SendError `provider_unavailable` (retryable) when the page can't be asked; `no_answer` with `certain: false`
 * when its answer leaves it open.
 */
export async function findSent(
  message: OutboundMessage,
  { from, to }: { from: Date; to: Date },
  _credentials: WhatsappWebCredentials,
  call: CallContext & { isKnown: KnownIds },
): Promise<string | null> {
  const connection = connectionOf(call);
  const { client, addresses, outgoing, connectedAt } = connection;
  const { urn } = message.to;
  const chatId = await reach(connection, urn, call.signal);
  const wanted = {
    chatIds: [chatId, ...addresses.chatIdsOf(urn)],
    types: shownAs(message.attachments[0]),
    text: message.text,
  };
  const ours = await within(ownMessages(), call.signal).catch(() => null);
  if (!ours) throw unavailable('WhatsApp Web could not be asked');
  const candidates = ours
    .filter((one) => isSame(wanted, one) && isBetween(one))
    .flatMap((one) => keyOf(one.id)?.serialized ?? [])
    .filter((id) => (outgoing.deliveryOf(id) ?? message.deliveryId) === message.deliveryId);
  const known = await call.isKnown(candidates);
  const found = candidates.find((externalId) => !known.has(externalId));
  if (found) return found;
  if (connectedAt <= from) return null;
  throw new SendError('no_answer', 'The browser was started anew since then', {
    retryable: false,
    certain: false,
  });

  async function ownMessages(): Promise<WebMessage[]> {
    const chat = await client.getChatById(chatId);
    return chat ? chat.fetchMessages({ limit: searchDepth, fromMe: true }) : [];
  }

  function isBetween(one: WebMessage): boolean {
    const sentMs = instantOf(one['timestamp'])?.getTime() ?? 0;
    return sentMs >= from.getTime() - toleranceMs && sentMs <= to.getTime() + toleranceMs;
  }
}
