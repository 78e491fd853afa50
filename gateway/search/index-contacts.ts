import type { Database } from '../database.ts';
import type { Keyring, OrganizationKeys } from '../keyring.ts';
import type { Log } from '../logger.ts';
import { transaction } from '../transaction.ts';
import { arrayLiteral, hasherOf, nameBeginnings, tokensOf } from './tokens.ts';
import { wordsOf } from './words.ts';

type Dependencies = { database: Database; keyring: Keyring; log: Log };

export type NamedRow = {
  id: string;
  pseudonym: string;
  given_name: Buffer | null;
  profile_name: Buffer | null;
};
type Row = NamedRow & { organization_id: string };

/** A name of an address, or a number proven to be the contact's, sealed. */
export type NumberRow = { contact_id: string; id: string; sealed_in: string; sealed: Buffer };

export const nameBucket = 'name';
/** Tokens of it are only ever computed for a role that may see identifiers. */
export const numberEndBucket = 'end of a number';
const shortestEnd = 4;
const longestEnd = 9;

/** Writes the index rows of contacts: their names, and the ends of the numbers that reach them. */
export function indexContacts(
  { database, keyring, log }: Dependencies,
  ids: string[],
): Promise<void> {
  return transaction(database, async (client) => {
    const { rows } = await client.query<Row>(
      `select id, organization_id, pseudonym, given_name, profile_name from contact
       where id = any($1) for share skip locked`,
      [ids],
    );
    const { rows: numbers } = await client.query<NumberRow>(numbersOfContacts, [
      rows.map(({ id }) => id),
    ]);
    const tokens: string[] = [];
    for (const row of rows) {
      const own = numbers.filter(({ contact_id: contactId }) => contactId === row.id);
      tokens.push(arrayLiteral(await readTokens(row, own)));
    }
    await client.query(
      `insert into contact_words (contact_id, organization_id, tokens)
       select id, organization_id, tokens::bigint[] from unnest($1::uuid[], $2::uuid[], $3::text[])
         as row(id, organization_id, tokens)
       on conflict (contact_id) do update set tokens = excluded.tokens`,
      [
        rows.map(({ id }) => id),
        rows.map(({ organization_id: organizationId }) => organizationId),
        tokens,
      ],
    );
  });

  async function readTokens(row: Row, numbers: NumberRow[]): Promise<bigint[]> {
    try {
      const keys = await keyring.of(row.organization_id);
      const words = namesOf(row, keys).flatMap(wordsOf);
      const endOf = hasherOf(keys, numberEndBucket);
      return [
        ...tokensOf(words, nameBeginnings, hasherOf(keys, nameBucket)),
        ...numbers.flatMap((number) => endsOf(openNumber(number, keys)).map(endOf)),
      ];
    } catch (err) {
      log.warn({ err, contactId: row.id }, 'not readable for the search index');
      return [];
    }
  }
}

/** All current names of the addresses of contacts `$1`, and their proven numbers. */
export const numbersOfContacts = `
  select contact_id, id, 'contact_address.urn' as sealed_in, urn as sealed from contact_address where contact_id = any($1)
  union all
  select a.contact_id, l.id, 'contact_alias.urn', l.urn from contact_address a
  join contact_alias l on l.contact_address_id = a.id where a.contact_id = any($1) and l.retired_at is null
  union all
  select a.contact_id, n.id, 'proven_number.number', n.number from contact_address a
  join proven_number n on n.contact_address_id = a.id where a.contact_id = any($1)`;

export function openNumber(row: NumberRow, keys: OrganizationKeys): string {
  return keys.open(row.id, row.sealed_in, row.sealed);
}

/** Everything a contact is called, what is shown first. */
export function namesOf(row: NamedRow, keys: OrganizationKeys): string[] {
  const open = (column: string, sealed: Buffer | null) =>
    sealed ? [keys.open(row.id, column, sealed)] : [];
  return [
    ...open('contact.given_name', row.given_name),
    ...open('contact.profile_name', row.profile_name),
    row.pseudonym,
  ];
}

/** The end of a number that has a token: as much of it as was asked for, up to nine digits. */
export function endOf(digits: string): string {
  return digits.slice(-longestEnd);
}

function endsOf(urn: string): string[] {
  const digits = digitsOf(urn);
  const longest = Math.min(longestEnd, digits.length);
  return Array.from({ length: Math.max(0, longest - shortestEnd + 1) }, (_, index) =>
    digits.slice(-(shortestEnd + index)),
  );
}

export function digitsOf(urn: string): string {
  return urn.replace(/\D/g, '');
}
