import type { EntityManager } from '@mikro-orm/postgresql';
import type { Contact as ContactResource } from '../contract/contact.ts';
import { displayName } from '../conversation/present-conversation.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { ContactAddress } from '../model/contact-address.ts';
import type { Contact } from '../model/contact.ts';
import { Conversation } from '../model/conversation.ts';
import { query, toIso } from '../unit-of-work.ts';
import { maskUrn } from './mask-urn.ts';

type Named = {
  contact_id: string;
  pseudonym: string;
  given_name: Buffer | null;
  profile_name: Buffer | null;
};
type AliasRow = { id: string; contact_address_id: string; urn: Buffer; is_retired: boolean };
type MergeRow = Named & { origin: 'counselor' | 'provider'; merged_at: string };
type NumberRow = { id: string; number: Buffer; proven_at: string };

/** A contact with all that hangs on it. `show` masks addresses for those who may not see them. */
export async function presentContact(
  em: EntityManager,
  contact: Contact,
  keys: OrganizationKeys,
  { mayReadIdentifiers }: { mayReadIdentifiers: boolean },
): Promise<ContactResource> {
  const show = (urn: string) => (mayReadIdentifiers ? urn : maskUrn(urn));
  const addresses = await em.find(
    ContactAddress,
    { contactId: contact.id },
    { orderBy: { createdAt: 'asc' } },
  );
  const conversations = await em.find(
    Conversation,
    { contactId: contact.id },
    { orderBy: { activeAt: 'desc' } },
  );
  const aliases = await query<AliasRow>(
    em,
    `select id, contact_address_id, urn, retired_at is not null as is_retired from contact_alias
     where contact_address_id = any($1) order by created_at, id`,
    [addresses.map(({ id }) => id)],
  );
  const named = {
    contact_id: contact.id,
    pseudonym: contact.pseudonym,
    given_name: contact.givenName ?? null,
    profile_name: contact.profileName ?? null,
  };
  return {
    id: contact.id,
    displayName: displayName(named, keys),
    pseudonym: contact.pseudonym,
    language: contact.language ?? null,
    addresses: addresses.map((address) => {
      const conversation = conversations.find((one) => one.contactAddressId === address.id);
      const namesOf = (isRetired: boolean) =>
        aliases
          .filter((one) => one.contact_address_id === address.id && one.is_retired === isRetired)
          .map((one) => show(keys.open(one.id, 'contact_alias.urn', one.urn)));
      return {
        id: address.id,
        urn: show(keys.open(address.id, 'contact_address.urn', address.urn)),
        aliases: namesOf(false),
        formerUrns: namesOf(true),
        messenger: address.messenger,
        conversationId: conversation?.id ?? null,
        reachable: !address.blockedAt && !address.optedOutAt,
        optedOutAt: address.optedOutAt?.toISOString() ?? null,
        windowUntil: conversation?.replyWindowUntil?.toISOString() ?? null,
      };
    }),
    conversationIds: conversations.map(({ id }) => id),
    provenNumbers: await provenNumbers(em, contact.id, keys, show),
    mergedContacts: await mergedContacts(em, contact.id, keys),
    mergedIntoId: contact.mergedIntoId ?? null,
    createdAt: contact.createdAt.toISOString(),
  };
}

async function mergedContacts(
  em: EntityManager,
  contactId: string,
  keys: OrganizationKeys,
): Promise<ContactResource['mergedContacts']> {
  const rows = await query<MergeRow>(
    em,
    `select c.id as contact_id, c.pseudonym, c.given_name, c.profile_name, m.origin, m.merged_at
     from contact_merge m join contact c on c.id = m.merged_contact_id
     where m.contact_id = $1 and m.undone_at is null order by m.merged_at`,
    [contactId],
  );
  return rows.map((row) => ({
    contactId: row.contact_id,
    displayName: displayName(row, keys),
    origin: row.origin,
    mergedAt: toIso(row.merged_at),
  }));
}

/** With each number the other contacts that have it as an address, on whatever messenger. */
async function provenNumbers(
  em: EntityManager,
  contactId: string,
  keys: OrganizationKeys,
  show: (urn: string) => string,
): Promise<ContactResource['provenNumbers']> {
  const rows = await query<NumberRow>(
    em,
    `select n.id, n.number, n.proven_at from proven_number n join contact_address a on a.id = n.contact_address_id
     where a.contact_id = $1 order by n.proven_at`,
    [contactId],
  );
  return Promise.all(
    rows.map(async (row) => {
      const number = keys.open(row.id, 'proven_number.number', row.number);
      const urns = [`tel:${number}`, `whatsapp:${number.slice(1)}`];
      const others = await query<Named>(
        em,
        `select distinct c.id as contact_id, c.pseudonym, c.given_name, c.profile_name
         from contact_address a join contact c on c.id = a.contact_id
         where c.id <> $1 and (a.urn_hash = any($2) or exists (select from contact_alias l
           where l.contact_address_id = a.id and l.urn_hash = any($2) and l.retired_at is null))`,
        [contactId, urns.map((urn) => keys.lookup('urn', urn))],
      );
      return {
        id: row.id,
        number: show(`tel:${number}`).slice('tel:'.length),
        provenAt: toIso(row.proven_at),
        contacts: others.map((other) => ({
          id: other.contact_id,
          displayName: displayName(other, keys),
        })),
      };
    }),
  );
}
