import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import { lockConversation, publishConversation } from '../conversation/load-conversation.ts';
import { query } from '../unit-of-work.ts';
import { handToPeople } from './hand-to-people.ts';

/** Hands a conversation to people in which no automatic answer could be made, and leaves it to them. */
export async function giveUp(em: EntityManager, conversationId: string): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  await noteActivity(em, [conversationId], { kind: 'automation_failed' });
  if (conversation.status !== 'open') {
    await handToPeople(em, conversation, {
      officeId: null,
      counselorId: null,
      needsInterpreter: false,
    });
  }
  await query(
    em,
    `update automation_path set handled_seq = $2, version = version + 1, due_at = null, attempts = 0, wake_at = null,
       wake_for = null, counseled_at = coalesce(counseled_at, clock_timestamp()), updated_at = clock_timestamp()
     where conversation_id = $1`,
    [conversationId, conversation.lastSeq],
  );
  await publishConversation(em, conversation);
}
