import type { SendError } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import { newId } from '../ids.ts';
import { publish } from '../realtime/publish.ts';
import type { Claimed } from './claim.ts';

const marks: Partial<Record<SendError['code'], string>> = {
  contact_stopped: 'blocked_at',
  contact_opted_out: 'opted_out_at',
};

/** Remembers that the person wants no messages, so that the next one is refused before any call. */
export async function markContact(
  database: Database,
  channel: ConnectedChannel,
  claimed: Claimed,
  code: SendError['code'],
): Promise<void> {
  const column = marks[code];
  if (!column) return;
  const { rows } = await database.servicePool.query<{ contact_id: string }>(
    `update contact_address set ${column} = now() where id = $1 and ${column} is null returning contact_id`,
    [claimed.contact_address_id],
  );
  const [address] = rows;
  if (!address) return;
  await publish(database.servicePool, channel.organizationId, {
    type: 'contact.updated',
    contactId: address.contact_id,
  });
}

/** Further names that a provider gave the address in its answer; a name that somebody else has stays theirs. */
export async function addAliases(
  database: Database,
  channel: ConnectedChannel,
  claimed: Claimed,
  urns: string[],
): Promise<void> {
  for (const urn of urns) {
    const id = newId();
    await database.servicePool.query(
      `insert into contact_alias (id, organization_id, channel_id, contact_address_id, urn_hash, urn, created_at)
       select $1, $2, $3, $4, $5, $6, now()
       where not exists (select from contact_address a where a.channel_id = $3 and a.urn_hash = $5)
       on conflict (channel_id, urn_hash) do nothing`,
      [
        id,
        channel.organizationId,
        channel.id,
        claimed.contact_address_id,
        channel.keys.lookup('urn', urn),
        channel.keys.seal(id, 'contact_alias.urn', urn),
      ],
    );
  }
}

/**
 * The provider moved the address: the conversation goes on at the new one, the old one is kept as an alias. False when
 * the new one is another contact's already.
 */
export async function moveAddress(
  database: Database,
  channel: ConnectedChannel,
  claimed: Claimed,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const { keys } = channel;
  const { rowCount } = await database.servicePool.query(
    `update contact_address a set urn_hash = $2, urn = $3
     where a.id = $1 and not exists (
       select from contact_address other where other.channel_id = a.channel_id and other.urn_hash = $2)`,
    [
      claimed.contact_address_id,
      keys.lookup('urn', to),
      keys.seal(claimed.contact_address_id, 'contact_address.urn', to),
    ],
  );
  if (!rowCount) return false;
  await addAliases(database, channel, claimed, [from]);
  return true;
}
