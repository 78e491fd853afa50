import type { EntityManager } from '@mikro-orm/postgresql';
import type { AssistantStanding } from '../contract/assistant.ts';
import { notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query, toIso } from '../unit-of-work.ts';
import { openPath } from './path-row.ts';

type Row = { contact_id: string; path: Buffer | null; is_known: boolean };
type ConsentRow = {
  given_at: string;
  withdrawn_at: string | null;
  language: string;
  text_version: string;
};
type AnswerRow = {
  entry_id: string;
  key: string;
  version: number;
  language: string;
  sent_at: string;
  has_helped: boolean | null;
};

/**
 * What a contact has told the assistant; null when it was never part of the conversation.
 * @throws AppError `not_found`.
 */
export async function presentStanding(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
): Promise<AssistantStanding | null> {
  const [row] = await query<Row>(
    em,
    `select c.contact_id, p.path, p.conversation_id is not null as is_known
     from conversation c left join automation_path p on p.conversation_id = c.id where c.id = $1`,
    [conversationId],
  );
  if (!row) throw notFound('conversation');
  if (!row.is_known) return null;
  const path = openPath(keys, conversationId, row.path);
  const { language, topic, postcode, ageBand, isInAsylumProcedure, officeId } = path;
  return {
    language,
    topic,
    postcode,
    ageBand,
    isInAsylumProcedure,
    office: await officeOf(em, officeId),
    consent: await newestConsent(em, row.contact_id),
    answers: await sentAnswers(em, conversationId),
  };
}

async function officeOf(em: EntityManager, officeId: string | null) {
  if (officeId === null) return null;
  const [office] = await query<{ id: string; name: string }>(
    em,
    'select id, name from office where id = $1',
    [officeId],
  );
  return office ?? null;
}

async function newestConsent(em: EntityManager, contactId: string) {
  const [row] = await query<ConsentRow>(
    em,
    `select given_at, withdrawn_at, language, text_version from consent where contact_id = $1
     order by given_at desc limit 1`,
    [contactId],
  );
  return row
    ? {
        givenAt: toIso(row.given_at),
        withdrawnAt: toIso(row.withdrawn_at),
        language: row.language,
        textVersion: row.text_version,
      }
    : null;
}

async function sentAnswers(em: EntityManager, conversationId: string) {
  const rows = await query<AnswerRow>(
    em,
    `select s.entry_id, e.key, s.version, s.language, s.sent_at, s.has_helped
     from faq_send s join faq_entry e on e.id = s.entry_id where s.conversation_id = $1
     order by s.sent_at desc, s.id desc limit 20`,
    [conversationId],
  );
  return rows.map((row) => ({
    entryId: row.entry_id,
    key: row.key,
    version: row.version,
    language: row.language,
    sentAt: toIso(row.sent_at),
    hasHelped: row.has_helped,
  }));
}
