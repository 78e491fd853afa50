import type { Sender } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { renameAddress } from '../contacts/rename-address.ts';
import { rememberNumbers } from '../contacts/proven-numbers.ts';
import type { Database } from '../database.ts';
import { publish } from '../realtime/publish.ts';
import { transaction } from '../transaction.ts';
import { profileNameOf } from './prepare-sender.ts';
import type { IncomingMessage, MessageReceipt } from './receive-messages.ts';

/**
 * What a stored message teaches about its contact: the name the provider writes it with, the name of the profile, a number
 * that is proven to be theirs. What is left out because of a failure is made up for by the next message.
 */
export async function learnFromMessage(
  database: Database,
  { channel, event, receivedAt }: IncomingMessage,
  { addressId, isDuplicate, isRenamed, hasNewName }: MessageReceipt,
): Promise<void> {
  const { sender, content } = event;
  const at = event.sentAt ?? receivedAt;
  if (content.kind === 'contacts')
    await rememberNumbers(database, channel, addressId, content.payload);
  if (isDuplicate) return;
  if (isRenamed) {
    await transaction(database, (client) =>
      renameAddress(client, channel.keys, addressId, { to: sender.urn, at, isMove: false }),
    );
  }
  if (hasNewName) await nameContact(database, channel, addressId, sender);
}

/** The name of the profile changed at this address: of several addresses of a person the last change counts. */
async function nameContact(
  database: Database,
  channel: ConnectedChannel,
  addressId: string,
  sender: Sender,
): Promise<void> {
  const { keys } = channel;
  const name = profileNameOf(sender);
  if (name === null) return;
  await transaction(database, async (client) => {
    const { rows } = await client.query<{ contact_id: string; profile_name: Buffer | null }>(
      `update contact_address a set profile_name_hash = $2 from contact c
       where a.id = $1 and c.id = a.contact_id returning a.contact_id, c.profile_name`,
      [addressId, keys.lookup('profile_name', name)],
    );
    const [contact] = rows;
    if (!contact) return;
    const { contact_id: contactId, profile_name: sealed } = contact;
    if (sealed && keys.open(contactId, 'contact.profile_name', sealed) === name) return;
    await client.query('update contact set profile_name = $2 where id = $1', [
      contactId,
      keys.seal(contactId, 'contact.profile_name', name),
    ]);
    await publish(client, channel.organizationId, { type: 'contact.updated', contactId });
  });
}
