import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import type { DeclineReason } from '../contract/profile.ts';
import { lockConversation, publishConversation } from '../conversation/load-conversation.ts';
import { AppError } from '../errors.ts';
import { query } from '../unit-of-work.ts';

/**
 * Gives a conversation back that the counselor has not answered yet. The path finds somebody else.
 * @throws AppError `not_found`; `conflict` when somebody else has it, or once they have answered.
 */
export async function declineConversation(
  em: EntityManager,
  conversationId: string,
  counselorId: string,
  reason: DeclineReason | null,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  if (conversation.assigneeId !== counselorId)
    throw new AppError('conflict', 'Only who has the conversation can decline it.');
  const [answer] = await query(
    em,
    'select from message where conversation_id = $1 and counselor_id = $2 limit 1',
    [conversationId, counselorId],
  );
  if (answer)
    throw new AppError('conflict', 'You have answered already. Hand the conversation over.');
  conversation.assigneeId = null;
  await em.flush();
  await noteActivity(em, [conversationId], {
    kind: 'declined',
    actorId: counselorId,
    details: reason ? { reason } : {},
  });
  await declineAssignment(em, conversationId, counselorId);
  await publishConversation(em, conversation);
}

/**
 * Remembers who doesn't take the conversation, and wakes the path, which then gives it to whoever is next. The caller
 * holds the conversation locked, and it belongs to nobody by now.
 */
export async function declineAssignment(
  em: EntityManager,
  conversationId: string,
  counselorId: string,
): Promise<void> {
  await query(
    em,
    `insert into conversation_decline (conversation_id, counselor_id, organization_id)
     select id, $2, organization_id from conversation where id = $1 on conflict do nothing`,
    [conversationId, counselorId],
  );
  await query(
    em,
    `update automation_path set counseled_at = null, wake_at = clock_timestamp(), wake_for = 'assignment'
     where conversation_id = $1`,
    [conversationId],
  );
}

/** Who has declined the conversation. */
export async function declinersOf(em: EntityManager, conversationId: string): Promise<string[]> {
  const rows = await query<{ counselor_id: string }>(
    em,
    'select counselor_id from conversation_decline where conversation_id = $1',
    [conversationId],
  );
  return rows.map((row) => row.counselor_id);
}
