import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { correctFaq as endpoint, listFaqCorrections } from '../contract/faq-correction.ts';
import { notFound } from '../errors.ts';
import { newId } from '../ids.ts';
import { FaqEntry } from '../model/faq-entry.ts';
import { query, toIso } from '../unit-of-work.ts';

type Correction = z.output<(typeof endpoint)['body']>;
type Corrections = z.output<(typeof listFaqCorrections)['response']>;

/**
 * Marks every answer of these versions that nobody has corrected yet; a schedule sends what was marked
 * (`send-corrections.ts`).
 * @throws AppError `not_found`.
 */
export async function correctFaq(
  em: EntityManager,
  { organizationId, counselorId }: { organizationId: string; counselorId: string },
  entryId: string,
  { versions, text }: Correction,
): Promise<{ id: string; answers: number }> {
  const entry = await em.findOne(FaqEntry, entryId);
  if (!entry) throw notFound('answer');
  const id = newId();
  await query(
    em,
    `insert into faq_correction (id, organization_id, entry_id, versions, texts, counselor_id, created_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, clock_timestamp())`,
    [id, organizationId, entryId, versions ?? [], JSON.stringify(text), counselorId],
  );
  const marked = await query(
    em,
    `update faq_send set correction_id = $2, correction_failure = null
     where entry_id = $1 and corrected_at is null and (correction_id is null or correction_failure is not null)
       and case when $3::integer[] is null then version <> $4 else version = any($3) end
     returning id`,
    [entryId, id, versions ?? null, entry.version],
  );
  return { id, answers: marked.length };
}

type Row = {
  id: string;
  versions: number[];
  created_at: string;
  sent: number;
  waiting: number;
  unreachable: number;
};

/** @throws AppError `not_found`. */
export async function listCorrections(em: EntityManager, entryId: string): Promise<Corrections> {
  if (!(await em.findOne(FaqEntry, entryId))) throw notFound('answer');
  const rows = await query<Row>(
    em,
    `select c.id, c.versions, c.created_at, count(s.corrected_at)::integer as sent,
       (count(s.id) filter (where s.corrected_at is null and s.correction_failure is null))::integer as waiting,
       count(s.correction_failure)::integer as unreachable
     from faq_correction c left join faq_send s on s.correction_id = c.id
     where c.entry_id = $1 group by c.id order by c.created_at desc limit 100`,
    [entryId],
  );
  return {
    items: rows.map(({ created_at: createdAt, ...row }) => ({
      ...row,
      createdAt: toIso(createdAt),
    })),
  };
}
