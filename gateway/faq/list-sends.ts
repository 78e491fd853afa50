import type { EntityManager } from '@mikro-orm/postgresql';
import type { SendsOfVersion } from '../contract/faq-editing.ts';
import { notFound } from '../errors.ts';
import { FaqEntry } from '../model/faq-entry.ts';
import { query, toIso } from '../unit-of-work.ts';

/** Below so many answers a share could tell what one person said. */
const fewestRated = 5;

type Row = {
  version: number;
  sent: number;
  last_sent_at: string;
  rated: number;
  helped: number;
  corrected: number;
};

/**
 * How often each version of an answer was sent, newest first, and what share said that it helped.
 * @throws AppError `not_found`.
 */
export async function listSends(em: EntityManager, id: string): Promise<SendsOfVersion[]> {
  if (!(await em.findOne(FaqEntry, id))) throw notFound('answer');
  const rows = await query<Row>(
    em,
    `select version, count(*)::integer as sent, max(sent_at) as last_sent_at,
       count(has_helped)::integer as rated, count(*) filter (where has_helped)::integer as helped,
       count(corrected_at)::integer as corrected
     from faq_send where entry_id = $1 group by version order by version desc`,
    [id],
  );
  return rows.map(({ version, sent, last_sent_at, rated, helped, corrected }) => ({
    version,
    sent,
    lastSentAt: toIso(last_sent_at),
    rated,
    helpedShare: rated < fewestRated ? null : helped / rated,
    corrected,
  }));
}
