import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { publish } from '../realtime/publish.ts';
import { transaction } from '../transaction.ts';
import { detectLanguage } from './detect-language.ts';

/** A message of a contact without a language, opened. */
export type Unnamed = { id: string; text: string };

type Known = {
  id: string;
  organization_id: string;
  conversation_id: string;
  contact_id: string;
  contact_language: string | null;
  earlier: string[];
  is_fresh: boolean;
};
export type Named = Known & { language: string; isClear: boolean };

/**
 * Writes down in which language messages are, in the caller's transaction, and answers those that have one now. Browsers
 * hear of a fresh message only when it is in another language than its contact's: the thread marks that.
 */
export async function nameLanguages(client: PoolClient, unnamed: Unnamed[]): Promise<Named[]> {
  if (unnamed.length === 0) return [];
  const known = await readKnown(client, unnamed);
  const named = known.flatMap((one) => {
    const text = unnamed.find(({ id }) => id === one.id)?.text ?? '';
    const found = languageOf(text, [one.contact_language, ...one.earlier]);
    return found ? [{ ...one, ...found }] : [];
  });
  return writeLanguages(client, named);
}

/**
 * What a text says by itself, and what it lets one guess when the person is known to write that. "ok" has no language,
 * whoever says it.
 */
function languageOf(
  text: string,
  history: (string | null)[],
): Pick<Named, 'language' | 'isClear'> | null {
  const alone = detectLanguage(text);
  const informed = detectLanguage(
    text,
    history.filter((one) => one !== null),
  );
  if (alone.language === null || informed.language === null) return null;
  const isConfirmed = informed.isCertain && informed.language === alone.language;
  return alone.isCertain || isConfirmed
    ? { language: informed.language, isClear: alone.isCertain }
    : null;
}

async function readKnown(client: PoolClient, unnamed: Unnamed[]): Promise<Known[]> {
  const { rows } = await client.query<Known>(
    `select m.id, m.organization_id, m.conversation_id, c.contact_id, k.language as contact_language,
       m.received_at > now() - interval '5 minutes' as is_fresh,
       array(select language from (
         select language, direction from message where conversation_id = m.conversation_id and id <> m.id
         order by order_at desc, provider_order desc, seq desc limit 20) as recent
         where direction = 'inbound' and language is not null limit 3) as earlier
     from message m join conversation c on c.id = m.conversation_id join contact k on k.id = c.contact_id
     where m.id = any($1)`,
    [unnamed.map(({ id }) => id)],
  );
  return rows;
}

async function writeLanguages(client: PoolClient, named: Named[]): Promise<Named[]> {
  if (named.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `update message m set language = one.language
     from unnest($1::uuid[], $2::text[]) as one(id, language)
     where m.id = one.id and m.language is null and m.deleted_at is null returning m.id`,
    [named.map(({ id }) => id), named.map(({ language }) => language)],
  );
  const ids = new Set(rows.map(({ id }) => id));
  const written = named.filter(({ id }) => ids.has(id));
  for (const one of written) {
    if (!one.is_fresh || one.language === one.contact_language) continue;
    await publish(client, one.organization_id, {
      type: 'message.updated',
      conversationId: one.conversation_id,
      messageId: one.id,
    });
  }
  return written;
}

/**
 * A contact without a language gets the first that is certain. In transactions of their own, as a contact comes before
 * its messages for whoever erases it.
 */
export async function teachContacts(database: Database, named: Named[]): Promise<void> {
  const lacking = named.filter((one) => one.isClear && one.contact_language === null);
  const first = new Map(lacking.toReversed().map((one) => [one.contact_id, one]));
  for (const {
    contact_id: contactId,
    organization_id: organizationId,
    language,
  } of first.values()) {
    await transaction(database, async (client) => {
      const { rowCount } = await client.query(
        'update contact set language = $2 where id = $1 and language is null',
        [contactId, language],
      );
      if (rowCount === 0) return;
      await publish(client, organizationId, { type: 'contact.updated', contactId });
    });
  }
}
