import type { EntityManager } from '@mikro-orm/postgresql';
import { decodeCursor, encodeCursor, type Cursor } from '../http/cursor.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import { blocksOfMonths, monthOf } from './months.ts';
import { readCandidates, type Candidate } from './read-candidates.ts';
import { addFilter, berlinDay, conditions, type SearchFilter } from './search-filter.ts';
import { findIn, type Found } from './snippet.ts';
import type { Term } from './terms.ts';
import { arrayLiteral, hasherOf, indexedWords, messageBeginnings } from './tokens.ts';

export type MessageFinding = Candidate & { found: Found[] };
type Row = { id: string; conversation_id: string; at_micros: string };
type Page = { items: MessageFinding[]; nextCursor: string | null };
export type Asked = {
  terms: Term[];
  filter: SearchFilter;
  /** Nobody waits for the answer any more. */
  isCanceled: () => boolean;
};

const order = 'found messages';
const chunkSize = 100;
/** What one request reads at most: a page may end before it is full. */
const mostRead = 2000;

/**
 * Messages and notes with all the words, newest first. The index is asked for the newest month, then for twice as many
 * before it, and so on, until there are enough; what it answers is opened and compared with what was asked for.
 */
export async function findMessages(
  em: EntityManager,
  keys: OrganizationKeys,
  asked: Asked,
): Promise<Page> {
  const { filter, terms } = asked;
  const items: MessageFinding[] = [];
  let after = decodeCursor(order, filter.cursor);
  let read = 0;
  for (const months of blocksOfMonths(...monthsOf(filter, after))) {
    const tokens = tokensIn(months, terms, keys);
    for (let isMore = true; isMore;) {
      if (asked.isCanceled()) return { items, nextCursor: null };
      const rows = await readChunk(em, tokens, filter, after);
      const candidates = await readCandidates(em, keys, rows);
      for (const row of rows) {
        const candidate = candidates.get(row.id);
        const found = candidate && findIn(candidate.fields, terms);
        if (candidate && found) {
          if (items.length === filter.limit) return { items, nextCursor: cursorOf(after) };
          items.push({ ...candidate, found });
        }
        after = { atMicros: row.at_micros, id: row.id };
      }
      read += rows.length;
      if (read >= mostRead) return { items, nextCursor: cursorOf(after) };
      isMore = rows.length === chunkSize;
    }
  }
  return { items, nextCursor: null };
}

/** For each term that the index knows, tokens of which one must be there, as `find_messages` takes them. */
export function tokensIn(months: number[], terms: Term[], keys: OrganizationKeys): string[] {
  const hashers = months.map((month) => hasherOf(keys, String(month)));
  return indexedWords(terms, messageBeginnings).map((words) =>
    arrayLiteral(hashers.flatMap((hash) => words.map(hash))),
  );
}

function monthsOf({ from, to }: SearchFilter, after: Cursor | undefined): [number, number] {
  // A day in Berlin may begin in the month before.
  const oldest = from ? monthOf(new Date(Date.parse(from) - 24 * 3600_000)) : 0;
  const newest = Math.min(
    monthOf(new Date(after ? Number(after.atMicros) / 1000 : Date.now() + 60_000)),
    to ? monthOf(new Date(Date.parse(to) + 24 * 3600_000)) : Infinity,
  );
  return [newest, oldest];
}

function readChunk(
  em: EntityManager,
  tokens: string[],
  filter: SearchFilter,
  after: Cursor | undefined,
): Promise<Row[]> {
  const where = conditions();
  const terms = where.add(tokens);
  addFilter(where, filter);
  const { all, values, add } = where;
  if (filter.from) all.push(`hit.at >= ${berlinDay(add(filter.from))}`);
  if (filter.to) all.push(`hit.at < ${berlinDay(add(filter.to), 1)}`);
  if (after) {
    const at = `timestamptz 'epoch' + ${add(after.atMicros)}::bigint * interval '1 microsecond'`;
    all.push(`(hit.at, hit.id) < (${at}, ${add(after.id)}::uuid)`);
  }
  return query<Row>(
    em,
    `select hit.id, hit.conversation_id, (extract(epoch from hit.at) * 1000000)::bigint::text as at_micros
     from find_messages(${terms}::text[]) hit
     join conversation c on c.id = hit.conversation_id join contact p on p.id = c.contact_id
     left join topic t on t.id = c.topic_id
     ${all.length > 0 ? `where ${all.join(' and ')}` : ''}
     order by hit.at desc, hit.id desc limit ${chunkSize}`,
    values,
  );
}

function cursorOf(after: Cursor | undefined): string | null {
  return after ? encodeCursor(order, after) : null;
}
