import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import { lockConversation, publishConversation } from '../conversation/load-conversation.ts';

import type { Conversation } from '../model/conversation.ts';

type Need = { isNeeded: boolean; actorId: string };

/** Says whether somebody must interpret, because nobody who counsels speaks the contact's language. */
export async function setInterpreterNeed(
  em: EntityManager,
  conversationId: string,
  need: Need,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  if (await noteInterpreterNeed(em, conversation, need))
    await publishConversation(em, conversation);
}

/**
 * The same in the transaction of whoever holds the conversation locked and tells the browsers; without `actorId` it is the
 * assistant who says so. Resolves to whether it is new.
 */
export async function noteInterpreterNeed(
  em: EntityManager,
  conversation: Conversation,
  { isNeeded, actorId = null }: Omit<Need, 'actorId'> & { actorId?: string | null },
): Promise<boolean> {
  if (conversation.needsInterpreter === isNeeded) return false;
  conversation.needsInterpreter = isNeeded;
  await em.flush();
  const wanted = actorId ? 'interpreter_wanted' : 'interpreter_needed';
  const kind = isNeeded ? wanted : 'interpreter_found';
  await noteActivity(em, [conversation.id], { kind, actorId });
  return true;
}
