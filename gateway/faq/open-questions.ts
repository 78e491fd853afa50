import type { EntityManager } from '@mikro-orm/postgresql';
import type { OpenQuestion } from '../contract/faq-editing.ts';
import { notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query, toIso } from '../unit-of-work.ts';
import { questionColumn } from './note-unanswered.ts';

type Row = Omit<OpenQuestion, 'text' | 'lastAskedAt'> & { text: Buffer; last_asked_at: string };

/** What clients asked without an answer, most often asked first, at most two hundred. */
export async function listOpenQuestions(
  em: EntityManager,
  keys: OrganizationKeys,
): Promise<OpenQuestion[]> {
  const rows = await query<Row>(
    em,
    `select id, language, topic, text, times, last_asked_at from faq_question
     where dismissed_at is null order by times desc, last_asked_at desc limit 200`,
  );
  return rows.map(({ text, last_asked_at, ...question }) => ({
    ...question,
    text: keys.open(question.id, questionColumn, text),
    lastAskedAt: toIso(last_asked_at),
  }));
}

/** Asked again it stays off the list. @throws AppError `not_found`. */
export async function dismissQuestion(em: EntityManager, id: string): Promise<void> {
  const rows = await query(
    em,
    'update faq_question set dismissed_at = now() where id = $1 and dismissed_at is null returning id',
    [id],
  );
  if (rows.length === 0) throw notFound('question');
}
