import type { PoolClient } from 'pg';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { SealedText } from '../model/sealed-text.ts';
import { publish } from '../realtime/publish.ts';
import { areOneNumber, isBetterName, isNumber } from './names.ts';

type Naming = {
  /** The urn that the provider used. */
  to: string;
  /** When; a name from before the present one changes nothing. */
  at: Date;
  /** The provider says that the address moved there; else that it is known there, too, and only a better name is taken. */
  isMove: boolean;
};

/**
 * Writes to an address under another name from now on; the old one stays known. An old number does so only for what was
 * sent before: it will be somebody else's. False when the present name stays, or the new one is another address.
 */
export async function renameAddress(
  client: PoolClient,
  keys: OrganizationKeys,
  addressId: string,
  { to, at, isMove }: Naming,
): Promise<boolean> {
  const hash = keys.lookup('urn', to);
  await client.query('select lock_names($1)', [[hash]]);
  await client.query('select lock_conversations_of($1)', [[addressId]]);
  const { rows } = await client.query<{
    organization_id: string;
    channel_id: string;
    contact_id: string;
    urn: Buffer;
    urn_hash: Buffer;
    named_at: Date | null;
    known_as: string | null;
  }>(
    `select organization_id, channel_id, contact_id, urn, urn_hash, named_at, find_address(channel_id, $2, $3) as known_as
     from contact_address where id = $1`,
    [addressId, hash, at],
  );
  const [address] = rows;
  if (!address || (address.named_at && address.named_at > at)) return false;
  const from = keys.open(addressId, 'contact_address.urn', address.urn);
  if (from === to || !(isMove || isBetterName(from, to))) return false;
  if (address.known_as !== null && address.known_as !== addressId) return false;
  await client.query('delete from contact_alias where channel_id = $1 and urn_hash = $2', [
    address.channel_id,
    hash,
  ]);
  await client.query(
    'update contact_address set urn_hash = $2, urn = $3, named_at = $4 where id = $1',
    [addressId, hash, keys.seal(addressId, 'contact_address.urn', to), at],
  );
  const isGivenUp = isNumber(from) && isNumber(to) && !areOneNumber(from, to);
  await keepFormerName(client, addressId, {
    id: newId(),
    hash: address.urn_hash,
    seal: (id) => keys.seal(id, 'contact_alias.urn', from),
    retiredAt: isGivenUp ? at : null,
  });
  await publish(client, address.organization_id, {
    type: 'contact.updated',
    contactId: address.contact_id,
  });
  return true;
}

type FormerName = {
  id: string;
  hash: Buffer;
  seal: (id: string) => SealedText;
  /** Null for a name that nobody else can get. */
  retiredAt: Date | null;
};

/** A name that the address had; of one that several had in turn only the last is remembered. */
export async function keepFormerName(
  client: PoolClient,
  addressId: string,
  { id, hash, seal, retiredAt }: FormerName,
): Promise<void> {
  await client.query(
    `insert into contact_alias (id, organization_id, channel_id, contact_address_id, urn_hash, urn, created_at, retired_at)
     select $2, organization_id, channel_id, id, $3, $4, now(), $5 from contact_address where id = $1
     on conflict (channel_id, urn_hash) do update set id = excluded.id, contact_address_id = excluded.contact_address_id,
       urn = excluded.urn, retired_at = excluded.retired_at`,
    [addressId, id, hash, seal(id), retiredAt],
  );
}
