import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../ids.ts';
import { query } from '../unit-of-work.ts';
import type { Why } from './promise-for.ts';

export type NewPromise = {
  organizationId: string;
  conversationId: string;
  answerBy: Date;
  now: Date;
  why?: Why | null;
};

/**
 * Remembers by when the contact was told to get an answer. A conversation has one open promise: the last that was told
 * counts. The answer of a person keeps it, closing drops it, by triggers of the conversation. The caller holds the
 * conversation locked and publishes its change.
 */
export async function makePromise(
  em: EntityManager,
  { organizationId, conversationId, answerBy, now, why = null }: NewPromise,
): Promise<void> {
  await query(
    em,
    `insert into promise (id, organization_id, conversation_id, answer_by, made_at, why) values ($1, $2, $3, $4, $5, $6)
     on conflict (conversation_id) where kept_at is null and broken_at is null and dropped_at is null
     do update set answer_by = excluded.answer_by, made_at = excluded.made_at, why = excluded.why`,
    [newId(), organizationId, conversationId, answerBy, now, JSON.stringify(why ?? {})],
  );
}
