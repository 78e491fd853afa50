import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError, invalid, notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';

type Pair = { contactId: string; otherId: string; counselorId: string };
type Row = {
  id: string;
  given_name: Buffer | null;
  merged_into_id: string | null;
};

/**
 * Two contacts are the same person: the conversations of the other are shown under the first, which takes over a name or a
 * language that it lacks. Whom a reply reaches does not change.
 * @throws AppError `validation_failed` for a contact and itself, or another that does not exist; `conflict` when one of
 * them is merged already; `not_found`.
 */
export async function mergeContacts(
  em: EntityManager,
  keys: OrganizationKeys,
  pair: Pair,
): Promise<void> {
  const { contactId, otherId, counselorId } = pair;
  if (contactId === otherId) {
    throw invalid('body.contactId', 'A contact can only be merged with another one.');
  }
  const { kept, other } = await lockBoth(em, pair);
  if (kept.merged_into_id ?? other.merged_into_id) {
    throw new AppError('conflict', 'One of these contacts is already part of another.');
  }
  const takenName =
    kept.given_name === null && other.given_name !== null
      ? keys.open(otherId, 'contact.given_name', other.given_name)
      : null;
  if (takenName !== null) {
    await query(em, 'update contact set given_name = $2 where id = $1', [
      contactId,
      keys.seal(contactId, 'contact.given_name', takenName),
    ]);
  }
  await query(em, `select merge_contacts($1, $2, 'counselor', $3, $4)`, [
    contactId,
    otherId,
    counselorId,
    takenName !== null,
  ]);
}

/**
 * Takes a merge back. Each contact has its conversations, name and language again; a name that was given since stays where
 * it was given. A merge by the messenger's word is not repeated after that.
 * @throws AppError `conflict` when they are not merged, or the first is part of another by now; `validation_failed` when
 * the other does not exist; `not_found`.
 */
export async function unmergeContacts(
  em: EntityManager,
  keys: OrganizationKeys,
  pair: Pair,
): Promise<void> {
  const { contactId, otherId, counselorId } = pair;
  const { kept, other } = await lockBoth(em, pair);
  const [merge] = await query<{ took_given_name: boolean }>(
    em,
    `select took_given_name from contact_merge
     where contact_id = $1 and merged_contact_id = $2 and undone_at is null`,
    [contactId, otherId],
  );
  if (!merge) throw new AppError('conflict', 'These contacts are not merged.');
  if (kept.merged_into_id) {
    throw new AppError('conflict', 'This contact is part of another. Separate that first.');
  }
  if (merge.took_given_name && kept.given_name && other.given_name) {
    const isUnchanged =
      keys.open(contactId, 'contact.given_name', kept.given_name) ===
      keys.open(otherId, 'contact.given_name', other.given_name);
    if (isUnchanged)
      await query(em, 'update contact set given_name = null where id = $1', [contactId]);
  }
  await query(em, 'select unmerge_contacts($1, $2, $3)', [contactId, otherId, counselorId]);
}

/**
 * Keeps both from changing, in the order in which intake does it: names, so that no address comes to one of them
 * meanwhile; their conversations; the contacts.
 */
async function lockBoth(
  em: EntityManager,
  { contactId, otherId }: Pair,
): Promise<{ kept: Row; other: Row }> {
  const ids = [contactId, otherId];
  await query(
    em,
    `select lock_names(array(
       select urn_hash from contact_address where contact_id = any($1::uuid[])
       union
       select l.urn_hash from contact_alias l join contact_address a on a.id = l.contact_address_id
       where a.contact_id = any($1::uuid[])))`,
    [ids],
  );
  await query(
    em,
    'select from conversation where contact_id = any($1::uuid[]) order by id for no key update',
    [ids],
  );
  const rows = await query<Row>(
    em,
    `select id, given_name, merged_into_id from contact where id = any($1::uuid[])
     order by id for no key update`,
    [ids],
  );
  const kept = rows.find(({ id }) => id === contactId);
  const other = rows.find(({ id }) => id === otherId);
  if (!kept) throw notFound('contact');
  if (!other) throw invalid('body.contactId', 'There is no such contact.');
  return { kept, other };
}
