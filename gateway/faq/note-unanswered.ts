import type { EntityManager } from '@mikro-orm/postgresql';
import type { TopicKey } from '../contract/conversation.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { fold } from '../search/fold.ts';
import { query } from '../unit-of-work.ts';
import { gap, scrub } from './scrub.ts';

export const questionColumn = 'faq_question.text';
const longest = 300;

type Unanswered = {
  organizationId: string;
  text: string;
  language: string;
  topic?: TopicKey | null;
};

/**
 * Keeps what somebody asked and no answer fitted, for those who write answers: scrubbed, without who asked it, at most
 * 300 characters. The same words in the same language are counted. Only with the consent of who asked.
 */
export async function noteUnanswered(
  em: EntityManager,
  keys: OrganizationKeys,
  { organizationId, text, language, topic = null }: Unanswered,
): Promise<void> {
  const scrubbed = [...scrub(text)].slice(0, longest).join('');
  const words = scrubbed.replaceAll(gap, ' ').match(/[\p{L}\p{M}\p{Nd}]+/gu) ?? [];
  if (words.length === 0) return;
  const folded = words.flatMap((word) => fold(word)[0] ?? []).join(' ');
  const id = newId();
  await query(
    em,
    `insert into faq_question as q
       (id, organization_id, language, topic, text_hash, text, first_asked_at, last_asked_at)
     values ($1, $2, $3, $4, $5, $6, now(), now())
     on conflict (organization_id, language, text_hash) do update
     set times = q.times + 1, last_asked_at = now(), topic = coalesce(q.topic, excluded.topic)`,
    [
      id,
      organizationId,
      language,
      topic,
      keys.lookup('faq_question', folded),
      keys.seal(id, questionColumn, scrubbed),
    ],
  );
}
