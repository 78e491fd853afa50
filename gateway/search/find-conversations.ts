import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import { tokensIn } from './find-messages.ts';
import { findPeople } from './find-people.ts';
import { blocksOfMonths, monthOf } from './months.ts';
import { readCandidates } from './read-candidates.ts';
import { readTerms } from './search-filter.ts';
import { findIn } from './snippet.ts';
import type { Term } from './terms.ts';
import { isProvenByTokens, messageBeginnings } from './tokens.ts';

type Row = { id: string; conversation_id: string };

const mostPeople = 1000;
const chunkSize = 200;
/** Of what only verification can tell, the newest this many messages are read. */
const mostRead = 4000;

/**
 * All conversations of which the person or a message is what `text` asks for, by their ids, in no order.
 * @throws AppError `validation_failed` for a text without letter or digit.
 */
export async function findConversations(
  em: EntityManager,
  keys: OrganizationKeys,
  text: string,
  { mayReadIdentifiers }: { mayReadIdentifiers: boolean },
): Promise<string[]> {
  const terms = readTerms(text);
  const filter = { limit: mostPeople };
  const { items: people } = await findPeople(em, keys, { text, filter, mayReadIdentifiers });
  const theirs = await query<{ id: string }>(
    em,
    'select id from conversation where contact_id = any($1)',
    [people.map(({ contactId }) => contactId)],
  );
  const found = new Set(theirs.map(({ id }) => id));
  for (const months of blocksOfMonths(monthOf(new Date(Date.now() + 60_000)), 0)) {
    const tokens = tokensIn(months, terms, keys);
    if (isProvenByTokens(terms, messageBeginnings)) await addAll(tokens);
    else await addVerified(tokens, terms);
  }
  return [...found];

  async function addAll(tokens: string[]): Promise<void> {
    const rows = await query<{ conversation_id: string }>(
      em,
      'select distinct conversation_id from find_messages($1)',
      [tokens],
    );
    for (const row of rows) found.add(row.conversation_id);
  }

  async function addVerified(tokens: string[], terms: Term[]): Promise<void> {
    const hits = await query<Row>(
      em,
      `select id, conversation_id from find_messages($1) where conversation_id <> all($2::uuid[])
       order by at desc, id desc limit $3`,
      [tokens, [...found], mostRead],
    );
    for (let first = 0; first < hits.length; first += chunkSize) {
      const chunk = hits
        .slice(first, first + chunkSize)
        .filter((hit) => !found.has(hit.conversation_id));
      const candidates = await readCandidates(em, keys, chunk);
      for (const { conversationId, fields } of candidates.values()) {
        if (!found.has(conversationId) && findIn(fields, terms)) found.add(conversationId);
      }
    }
  }
}
