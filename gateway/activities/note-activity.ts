import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActivityKind } from '../contract/activity.ts';
import type { TopicKey } from '../contract/conversation.ts';
import type { DeclineReason } from '../contract/profile.ts';
import { newId } from '../ids.ts';
import { query } from '../unit-of-work.ts';

export type NewActivity = {
  kind: ActivityKind;
  /** Who did it; left out when it was the contact or Lotse. */
  actorId?: string | null;
  /** To whom it was assigned or handed over. */
  counselorId?: string | null;
  /** Ids and keys only, never words that people wrote. */
  details?: ActivityDetails;
  /** Its place in the thread, before the message of the same instant; left out, it is the end. */
  at?: Date;
};

export type ActivityDetails = {
  topic?: TopicKey | null;
  until?: string | null;
  reason?: DeclineReason;
  labelIds?: { added: string[]; removed: string[] };
};

/**
 * Notes in the caller's transaction what was done to conversations, for the lines between their messages. It tells no
 * browser: the caller publishes `conversation.updated` for its own change, and that renews the lines as well.
 */
export async function noteActivity(
  em: EntityManager,
  conversationIds: readonly string[],
  { kind, actorId = null, counselorId = null, details = {}, at }: NewActivity,
): Promise<void> {
  await query(
    em,
    `insert into activity (id, organization_id, conversation_id, kind, actor_id, counselor_id, details, at)
     select given.id, c.organization_id, c.id, $3, $4, $5, $6::jsonb,
       coalesce($7, greatest(clock_timestamp(), c.last_message_at + interval '1 millisecond'))
     from unnest($1::uuid[], $2::uuid[]) as given(id, conversation_id) join conversation c on c.id = given.conversation_id`,
    [
      conversationIds.map(() => newId()),
      conversationIds,
      kind,
      actorId,
      counselorId,
      JSON.stringify(details),
      at ?? null,
    ],
  );
}
