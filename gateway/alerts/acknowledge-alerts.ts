import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import { lockConversation, publishConversation } from '../conversation/load-conversation.ts';
import { query } from '../unit-of-work.ts';

/**
 * Notes who sees to the open alerts of a conversation; without one nothing changes.
 * @throws AppError `not_found`.
 */
export async function acknowledgeAlerts(
  em: EntityManager,
  conversationId: string,
  counselorId: string,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  const acknowledged = await query(
    em,
    `update crisis_alert set acknowledged_by_id = $2, acknowledged_at = clock_timestamp()
     where conversation_id = $1 and acknowledged_at is null returning id`,
    [conversationId, counselorId],
  );
  if (acknowledged.length === 0) return;
  await noteActivity(em, [conversationId], { kind: 'alert_acknowledged', actorId: counselorId });
  await publishConversation(em, conversation);
}
