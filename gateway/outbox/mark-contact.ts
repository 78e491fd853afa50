import type { SendError } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { areOneNumber, nameColumns, sealNames } from '../contacts/names.ts';
import { renameAddress } from '../contacts/rename-address.ts';
import type { Database } from '../database.ts';
import { newId } from '../ids.ts';
import { publish } from '../realtime/publish.ts';
import { transaction } from '../transaction.ts';
import type { Claimed } from './claim.ts';

/** Remembers that the person wants no messages, so that the next one is refused before any call. */
export async function markContact(
  database: Database,
  channel: ConnectedChannel,
  claimed: Claimed,
  code: SendError['code'],
): Promise<void> {
  if (code === 'contact_opted_out') await markOptedOut(database, channel, claimed);
  if (code === 'contact_stopped') await markBlocked(database, channel, claimed);
}

async function markBlocked(
  database: Database,
  channel: ConnectedChannel,
  claimed: Claimed,
): Promise<void> {
  const { rows } = await database.servicePool.query<{ contact_id: string }>(
    'update contact_address set blocked_at = now() where id = $1 and blocked_at is null returning contact_id',
    [claimed.contact_address_id],
  );
  const [address] = rows;
  if (!address) return;
  await publish(database.servicePool, channel.organizationId, {
    type: 'contact.updated',
    contactId: address.contact_id,
  });
}

/** What we knew already stays as the person said it. */
async function markOptedOut(
  database: Database,
  { keys }: ConnectedChannel,
  claimed: Claimed,
): Promise<void> {
  const id = newId();
  const content = JSON.stringify({ text: null, payload: { event: 'opted_out' } });
  await database.servicePool.query(
    `select record_wish(id, 'opted_out', clock_timestamp(), $2, $3, null) from contact_address
     where id = $1 and opted_out_at is null`,
    [claimed.contact_address_id, id, keys.seal(id, 'message.content', content)],
  );
}

/**
 * Further names that a provider gave the address in its answer; one that is an address of ours is the same account. Of the
 * forms that a number has in its country the provider's own is written to from now on.
 */
export async function addAliases(
  database: Database,
  { keys }: ConnectedChannel,
  claimed: Claimed,
  urns: string[],
): Promise<void> {
  const addressId = claimed.contact_address_id;
  const at = new Date();
  await database.servicePool.query('select name_address($1, $2, $3, $4, $5)', [
    addressId,
    ...nameColumns(sealNames(urns, keys)),
    at,
  ]);
  const current = keys.open(addressId, 'contact_address.urn', claimed.urn);
  const ownForm = urns.find((urn) => urn !== current && areOneNumber(current, urn));
  if (!ownForm) return;
  await transaction(database, (client) =>
    renameAddress(client, keys, addressId, { to: ownForm, at, isMove: false }),
  );
}

/**
 * The provider moved the address: the conversation goes on at the new one, the old one stays known. False when the new one
 * is another contact's already.
 */
export function moveAddress(
  database: Database,
  { keys }: ConnectedChannel,
  claimed: Claimed,
  { to }: { to: string },
): Promise<boolean> {
  return transaction(database, (client) =>
    renameAddress(client, keys, claimed.contact_address_id, { to, at: new Date(), isMove: true }),
  );
}
