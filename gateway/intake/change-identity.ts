import type { PoolClient } from 'pg';
import type { ConnectedChannel } from '../channel-directory.ts';
import { isNumber, nameColumns, sealNames } from '../contacts/names.ts';
import { keepFormerName, renameAddress } from '../contacts/rename-address.ts';
import { newId } from '../ids.ts';
import type { ChangeEvent, ChangeOutcome } from './record-changes.ts';
import { systemLine } from './system-line.ts';

type IdentityChanged = Extract<ChangeEvent, { type: 'identity.changed' }>;
type Known = { id: string; urn_hash: Buffer };

/**
 * An account has another number or id. The conversation goes on at the new one; the old one stays known, a number only
 * for what was sent before. When the new one has written already both are one account, and the older conversation goes on.
 */
export async function changeIdentity(
  client: PoolClient,
  channel: ConnectedChannel,
  event: IdentityChanged,
): Promise<ChangeOutcome> {
  const { keys } = channel;
  const { from, to, at } = event;
  const fromHash = keys.lookup('urn', from);
  const toHash = keys.lookup('urn', to);
  await client.query('select lock_names($1)', [[fromHash, toHash]]);
  const before = await findKnown(client, channel, fromHash, at);
  const after = await findKnown(client, channel, toHash, at);
  if (!before && !after) return { ignored: 'unknown_contact' };
  await client.query('select lock_conversations_of($1)', [
    [before, after].flatMap((address) => address?.id ?? []),
  ]);
  if (!before || !after) await (before ? moveOn(before) : remember(after as Known));
  else if (before.id !== after.id) await unite(before, after);
  else if (before.urn_hash.equals(fromHash)) await rename(before);
  else await remember(before);
  return {};

  /** The address itself moves, or one of its other names does. */
  async function moveOn(address: Known): Promise<void> {
    if (address.urn_hash.equals(fromHash) && (await rename(address))) return;
    const names = sealNames([to], keys);
    await client.query('select add_names($1, $2, $3, $4, $5)', [
      address.id,
      ...nameColumns(names),
      at,
    ]);
    if (!address.urn_hash.equals(fromHash)) await remember(address);
  }

  async function rename(address: Known): Promise<boolean> {
    const isRenamed = await renameAddress(client, keys, address.id, { to, at, isMove: true });
    if (isRenamed && isNumber(from) && isNumber(to)) await addLine(address);
    return isRenamed;
  }

  async function unite(older: Known, newer: Known): Promise<void> {
    const isMove = older.urn_hash.equals(fromHash) && newer.urn_hash.equals(toHash);
    if (isMove) {
      // Both are written to at the new name, and only one can be found by it.
      await client.query('update contact_address set urn_hash = $2 where id = $1', [
        newer.id,
        keys.lookup('urn', `${to} of ${newer.id}`),
      ]);
      await rename(older);
    }
    await client.query('select unite_addresses($1, $2)', [older.id, newer.id]);
    if (!isMove) await remember(older);
  }

  async function remember(address: Known): Promise<void> {
    if (address.urn_hash.equals(fromHash)) return;
    await keepFormerName(client, address.id, {
      id: newId(),
      hash: fromHash,
      seal: (id) => keys.seal(id, 'contact_alias.urn', from),
      retiredAt: isNumber(from) ? at : null,
    });
  }

  async function addLine(address: Known): Promise<void> {
    const { id, content } = systemLine(keys, 'number_changed');
    await client.query(
      'select add_system_line(c.id, $2, $3, $4, null) from conversation c where c.contact_address_id = $1',
      [address.id, id, content, at],
    );
  }
}

async function findKnown(
  client: PoolClient,
  channel: ConnectedChannel,
  hash: Buffer,
  at: Date,
): Promise<Known | undefined> {
  const { rows } = await client.query<Known>(
    'select id, urn_hash from contact_address where id = find_address($1, $2, $3)',
    [channel.id, hash, at],
  );
  return rows[0];
}
