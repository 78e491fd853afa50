import type { EntityManager } from '@mikro-orm/postgresql';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import { fold } from './fold.ts';
import {
  digitsOf,
  endOf,
  nameBucket,
  namesOf,
  numberEndBucket,
  numbersOfContacts,
  openNumber,
  type NamedRow,
  type NumberRow,
} from './index-contacts.ts';
import { united } from './ranges.ts';
import { addFilter, berlinDay, conditions, type SearchFilter } from './search-filter.ts';
import { matchesOf, termsOf } from './terms.ts';
import { arrayLiteral, hasherOf, indexedWords, nameBeginnings } from './tokens.ts';
import { wordsOf } from './words.ts';
import type { Found } from './snippet.ts';

export type PersonFinding = {
  contactId: string;
  conversationId: string;
  /** The name that was found, or the first of them when a number was. */
  name: Pick<Found, 'text' | 'ranges'>;
  address: string | null;
};
type Row = {
  contact_id: string;
  found_ids: string[];
  conversation_id: string;
  at_micros: string;
};
type Page = { items: PersonFinding[]; nextCursor: string | null };
type Asked = { text: string; filter: SearchFilter; mayReadIdentifiers: boolean };

const order = 'found people';
const chunkSize = 100;
const mostRead = 1000;
const leastDigits = 4;

/**
 * Contacts with a name that has all the words, or, for those who may see identifiers, an address that is or ends as asked;
 * who was in touch last comes first. Who was merged into another is found as that one.
 */
export async function findPeople(
  em: EntityManager,
  keys: OrganizationKeys,
  asked: Asked,
): Promise<Page> {
  const items: PersonFinding[] = [];
  const { limit, cursor } = asked.filter;
  let after = decodeCursor(order, cursor);
  for (let read = 0; read < mostRead; read += chunkSize) {
    const rows = await readChunk(em, keys, asked, after);
    const isFound = await verifierOf(em, keys, asked, rows);
    for (const row of rows) {
      const finding = isFound(row);
      if (finding && items.length === limit)
        return { items, nextCursor: after ? encodeCursor(order, after) : null };
      if (finding) items.push(finding);
      after = { atMicros: row.at_micros, id: row.conversation_id };
    }
    if (rows.length < chunkSize) return { items, nextCursor: null };
  }
  return { items, nextCursor: after ? encodeCursor(order, after) : null };
}

/** The digits that an address must end with, without what says that they begin one: `0151` is `+49151` elsewhere. */
function numberEnd({ text, mayReadIdentifiers }: Asked): string | null {
  if (!mayReadIdentifiers || !/^[\s+\p{Nd}()./-]+$/u.test(text)) return null;
  const digits =
    fold(text)
      .at(0)
      ?.replace(/^0{1,2}/, '') ?? '';
  return digits.length >= leastDigits ? digits : null;
}

/** What an address may be called as a whole, if the text is one. */
function addressesMeant({ text, mayReadIdentifiers }: Asked): string[] {
  if (!mayReadIdentifiers || /\s/.test(text)) return [];
  return ['', 'telegram:', 'whatsapp:', 'tel:', 'simulator:'].map((scheme) => scheme + text);
}

async function readChunk(
  em: EntityManager,
  keys: OrganizationKeys,
  asked: Asked,
  after: ReturnType<typeof decodeCursor>,
): Promise<Row[]> {
  const { text, filter } = asked;
  const where = conditions();
  const { all, values, add } = where;
  const sources: string[] = [];
  const ofName = hasherOf(keys, nameBucket);
  const names = indexedWords(termsOf(text, { letters: nameBeginnings.least }), nameBeginnings);
  if (names.length > 0) {
    const tokens = names.map((words) => arrayLiteral(words.map(ofName)));
    sources.push(`select id from find_contacts(${add(tokens)}::text[])`);
  }
  const end = numberEnd(asked);
  if (end) {
    const token = arrayLiteral([keys.searchToken(numberEndBucket, endOf(end))]);
    sources.push(`select id from find_contacts(${add([token])}::text[])`);
  }
  const addresses = addressesMeant(asked).map((urn) => keys.lookup('urn', urn));
  if (addresses.length > 0) {
    const hashes = add(addresses);
    sources.push(
      `select contact_id from contact_address where urn_hash = any(${hashes}::bytea[])`,
      `select a.contact_id from contact_alias l join contact_address a on a.id = l.contact_address_id
       where l.urn_hash = any(${hashes}::bytea[]) and l.retired_at is null`,
    );
  }
  addFilter(where, filter);
  if (filter.from) all.push(`c.last_message_at >= ${berlinDay(add(filter.from))}`);
  if (filter.to) all.push(`c.created_at < ${berlinDay(add(filter.to), 1)}`);
  const cursor = after
    ? `where (active_at, conversation_id) < (timestamptz 'epoch' + ${add(after.atMicros)}::bigint * interval '1 microsecond', ${add(after.id)}::uuid)`
    : '';
  return query<Row>(
    em,
    `with recursive found as (${sources.join(' union ')}),
     kept as (
       select id as found_id, id as contact_id from found
       union
       select k.found_id, p.merged_into_id from kept k join contact p on p.id = k.contact_id
       where p.merged_into_id is not null),
     people as (
       select k.contact_id, array_agg(distinct k.found_id) as found_ids from kept k
       join contact p on p.id = k.contact_id where p.merged_into_id is null group by k.contact_id),
     latest as (
       select people.*, l.id as conversation_id, l.active_at from people cross join lateral (
         select c.id, c.active_at from conversation c join contact p on p.id = c.contact_id
         left join topic t on t.id = c.topic_id
         where c.contact_id = people.contact_id ${all.map((one) => `and ${one}`).join(' ')}
         order by c.active_at desc, c.id desc limit 1) as l)
     select contact_id, found_ids, conversation_id, (extract(epoch from active_at) * 1000000)::bigint::text as at_micros
     from latest ${cursor} order by active_at desc, conversation_id desc limit ${chunkSize}`,
    values,
  );
}

/** Opens names and numbers of a chunk at once. */
async function verifierOf(
  em: EntityManager,
  keys: OrganizationKeys,
  asked: Asked,
  rows: Row[],
): Promise<(row: Row) => PersonFinding | undefined> {
  const ids = rows.flatMap((row) => [row.contact_id, ...row.found_ids]);
  const named = await query<NamedRow>(
    em,
    'select id, pseudonym, given_name, profile_name from contact where id = any($1)',
    [ids],
  );
  const nameRows = new Map(named.map((row) => [row.id, row]));
  const numbers = asked.mayReadIdentifiers
    ? Map.groupBy(await query<NumberRow>(em, numbersOfContacts, [ids]), (row) => row.contact_id)
    : new Map<string, NumberRow[]>();
  const end = numberEnd(asked);
  const meant = new Set(addressesMeant(asked));

  return ({ contact_id: contactId, found_ids: foundIds, conversation_id: conversationId }) => {
    const known = [contactId, ...foundIds].flatMap((id) => nameRows.get(id) ?? []);
    const names = [...new Set(known.flatMap((row) => namesOf(row, keys)))];
    const name = findName(names, asked.text);
    const address = [contactId, ...foundIds]
      .flatMap((id) => numbers.get(id) ?? [])
      .map((row) => openNumber(row, keys))
      .find((urn) => meant.has(urn) || (end !== null && digitsOf(urn).endsWith(end)));
    if (!name && !address) return undefined;
    return {
      contactId,
      conversationId,
      name: name ?? { text: names[0] ?? '', ranges: [] },
      address: address ?? null,
    };
  };
}

/** The first name that has all the words; else, of words that stand in several names, the first. */
function findName(names: string[], text: string): PersonFinding['name'] | undefined {
  const terms = termsOf(text, { letters: nameBeginnings.least });
  if (terms.length === 0) return undefined;
  const read = names.map((name) => ({ name, words: wordsOf(name) }));
  const hitsIn = (words: (typeof read)[number]['words']) =>
    terms.map((term) => matchesOf(term, words));
  const isEverywhere = terms.every((term) =>
    read.some(({ words }) => matchesOf(term, words).length > 0),
  );
  if (!isEverywhere) return undefined;
  const best =
    read.find(({ words }) => hitsIn(words).every((hits) => hits.length > 0)) ??
    read.find(({ words }) => hitsIn(words).some((hits) => hits.length > 0));
  if (!best) return undefined;
  const ranges = hitsIn(best.words).flat();
  return { text: best.name, ranges: united(ranges) };
}
