import type { EntityManager } from '@mikro-orm/postgresql';
import { berlinDay, monthsAfter } from '../contract/berlin-day.ts';
import { AppError, notFound } from '../errors.ts';
import { FaqEntry } from '../model/faq-entry.ts';
import { query } from '../unit-of-work.ts';

type Review = { months: 6 | 12; expectedVersion: number };

/**
 * Somebody has looked at an answer and it is still right: its review date moves, its sources count as looked at today.
 * @throws AppError `not_found`; `conflict` when the German text is not at `expectedVersion` any more.
 */
export async function reviewFaq(
  em: EntityManager,
  id: string,
  { months, expectedVersion }: Review,
  now: Date,
): Promise<void> {
  await query(em, 'select from faq_entry where id = $1 for update', [id]);
  const entry = await em.findOne(FaqEntry, id);
  if (!entry) throw notFound('answer');
  if (entry.version !== expectedVersion) {
    throw new AppError(
      'conflict',
      'The German text has been changed meanwhile. Read the new text first.',
    );
  }
  const today = berlinDay(now);
  entry.reviewBy = monthsAfter(today, months);
  entry.sources = entry.sources.map((source) => ({ ...source, checkedOn: today }));
  entry.updatedAt = now;
  await em.flush();
}
