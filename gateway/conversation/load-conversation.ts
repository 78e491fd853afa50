import type { EntityManager } from '@mikro-orm/postgresql';
import { notFound } from '../errors.ts';
import { Conversation } from '../model/conversation.ts';
import { executor, query } from '../unit-of-work.ts';
import { publish } from '../realtime/publish.ts';

/**
 * Loads a conversation and keeps it from changing until the transaction ends. Intake, outbox and people take this lock
 * before anything else of the conversation.
 * @throws AppError `not_found`.
 */
export async function lockConversation(
  em: EntityManager,
  conversationId: string,
): Promise<Conversation> {
  await query(em, 'select from conversation where id = $1 for no key update', [conversationId]);
  const conversation = await em.findOne(Conversation, conversationId);
  if (!conversation) throw notFound('conversation');
  return conversation;
}

/** Tells the browsers that the conversation itself changed: who has it, its status, what is unread. */
export async function publishConversation(
  em: EntityManager,
  conversation: Conversation,
): Promise<void> {
  await publish(executor(em), conversation.organizationId, {
    type: 'conversation.updated',
    conversationId: conversation.id,
  });
}
