import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import { lockConversation, publishConversation } from '../conversation/load-conversation.ts';

/** Says whether somebody must interpret, because nobody who counsels speaks the contact's language. */
export async function setInterpreterNeed(
  em: EntityManager,
  conversationId: string,
  { isNeeded, actorId }: { isNeeded: boolean; actorId: string },
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  if (conversation.needsInterpreter === isNeeded) return;
  conversation.needsInterpreter = isNeeded;
  await em.flush();
  await noteActivity(em, [conversationId], {
    kind: isNeeded ? 'interpreter_wanted' : 'interpreter_found',
    actorId,
  });
  await publishConversation(em, conversation);
}
