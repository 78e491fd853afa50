import { SendError } from '../adapter.ts';
import { widOfUrn } from './addresses.ts';
import type { Connection } from './connection.ts';
import { isPageGone, unavailable } from './errors.ts';
import { within } from './within.ts';

/**
 * The chat in which a person is reached: the one they wrote in, else what WhatsApp says about the number. It is asked
 * once per number, because such questions raise the risk of a ban.
 *
 * @throws SendError `contact_unreachable` (final) when the number is not on WhatsApp or the address none of WhatsApp
 * Web; `provider_unavailable` (retryable) when it could not be asked.
 */
export async function reach(
  connection: Connection,
  urn: string,
  signal: AbortSignal,
): Promise<string> {
  const { addresses, client } = connection;
  const chatId = addresses.chatOf(urn);
  if (chatId) return chatId;
  const wid = widOfUrn(urn);
  if (!wid) throw unreachable('This address cannot be reached through WhatsApp Web');
  if (wid.endsWith('@lid')) return wid;
  const found = await within(client.getNumberId(wid), signal).catch((error: unknown) => {
    if (isPageGone(error)) connection.pageBroke();
    throw unavailable('WhatsApp could not be asked about this number; nothing has left');
  });
  if (!found) throw unreachable('This number is not on WhatsApp');
  addresses.setChat(urn, found._serialized);
  return found._serialized;
}

function unreachable(text: string): SendError {
  return new SendError('contact_unreachable', text, { retryable: false });
}
