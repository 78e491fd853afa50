import type { Connection } from './connection.ts';
import { namesIn } from './known-messages.ts';
import type { WebMessage } from './library.ts';
import { within } from './within.ts';

/** Looks for a message under every name that its chat may have; null when WhatsApp Web does not have it (any more). */
export async function findMessage(
  { addresses, client }: Pick<Connection, 'addresses' | 'client'>,
  urn: string | null,
  externalId: string,
  signal: AbortSignal,
): Promise<WebMessage | null> {
  const chatIds = urn ? addresses.chatIdsOf(urn) : chatIdsAround(addresses, externalId);
  for (const name of namesIn(externalId, chatIds)) {
    const message = await within(client.getMessageById(name), signal);
    if (message) return message;
  }
  return null;
}

function chatIdsAround(addresses: Connection['addresses'], externalId: string): string[] {
  const chatId = /^(?:true|false)_([^_]+)_/.exec(externalId)?.[1];
  const urn = chatId && addresses.senderOf(chatId)?.urn;
  return urn ? addresses.chatIdsOf(urn) : [];
}
