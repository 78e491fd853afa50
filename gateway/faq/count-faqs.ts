import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import { berlinDay } from '../contract/berlin-day.ts';
import type { countFaqs as endpoint } from '../contract/faq-editing.ts';
import { query } from '../unit-of-work.ts';

type Counts = z.output<(typeof endpoint)['response']>;

/** What waits for an editor; archived answers wait for nobody. */
export async function countFaqs(em: EntityManager, now: Date): Promise<Counts> {
  const [counts] = await query<Counts>(
    em,
    `select
       (select count(*)::integer from faq_entry
        where archived_at is null and (review_by <= $1::date or valid_until < $1::date)) as due,
       (select count(*)::integer from faq_translation t join faq_entry e on e.id = t.entry_id
        where e.archived_at is null and t.state = 'draft') as drafts,
       (select count(*)::integer from faq_translation t join faq_entry e on e.id = t.entry_id
        where e.archived_at is null and t.state = 'outdated') as outdated,
       (select count(*)::integer from faq_question where dismissed_at is null) as questions`,
    [berlinDay(now)],
  );
  return counts ?? { due: 0, drafts: 0, outdated: 0, questions: 0 };
}
