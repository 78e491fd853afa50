import type { EntityManager } from '@mikro-orm/postgresql';
import { sourceLanguage } from '../contract/faq.ts';
import type { FaqVersion } from '../contract/faq-editing.ts';
import { notFound } from '../errors.ts';
import { FaqEntry } from '../model/faq-entry.ts';
import { query, toIso } from '../unit-of-work.ts';

/** Writes down the German texts as they are now, where their version is not kept yet; of one answer or of all. */
export async function keepVersions(
  em: EntityManager,
  organizationId: string,
  { entryId = null, counselorId = null }: { entryId?: string | null; counselorId?: string | null },
): Promise<void> {
  await query(
    em,
    `insert into faq_version
       (entry_id, version, organization_id, question, short, long, sms, changed_by_id, changed_at)
     select e.id, e.version, e.organization_id, t.question, t.short, t.long, t.sms, $1::uuid, now()
     from faq_entry e join faq_translation t on t.entry_id = e.id and t.language = $2
     where e.organization_id = $3 and ($4::uuid is null or e.id = $4)
     on conflict do nothing`,
    [counselorId, sourceLanguage, organizationId, entryId],
  );
}

type Row = Omit<FaqVersion, 'changedAt' | 'changedById'> & {
  changed_at: string;
  changed_by_id: string | null;
};

/**
 * The German texts of an answer over time, newest first, the newest hundred.
 * @throws AppError `not_found`.
 */
export async function listVersions(em: EntityManager, id: string): Promise<FaqVersion[]> {
  if (!(await em.findOne(FaqEntry, id))) throw notFound('answer');
  const rows = await query<Row>(
    em,
    `select version, question, short, long, sms, changed_at, changed_by_id from faq_version
     where entry_id = $1 order by version desc limit 100`,
    [id],
  );
  return rows.map(({ changed_at, changed_by_id, ...texts }) => ({
    ...texts,
    changedAt: toIso(changed_at),
    changedById: changed_by_id,
  }));
}
