import type { EntityManager } from '@mikro-orm/postgresql';
import type { TopicKey } from '../contract/conversation.ts';
import { AppError, invalid } from '../errors.ts';
import { Counselor } from '../model/counselor.ts';
import { Topic } from '../model/topic.ts';
import { lockConversation, publishConversation } from './load-conversation.ts';

type Assignment = { counselorId: string | null; expectedAssigneeId?: string | null | undefined };

/**
 * Gives the conversation to a counselor or to nobody.
 * @throws AppError `conflict` when somebody else has it than expected; `validation_failed` for an unknown counselor.
 */
export async function assign(
  em: EntityManager,
  conversationId: string,
  { counselorId, expectedAssigneeId }: Assignment,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  const assigneeId = conversation.assigneeId ?? null;
  if (expectedAssigneeId !== undefined && assigneeId !== expectedAssigneeId) {
    throw new AppError('conflict', 'Somebody else has taken this conversation in the meantime.');
  }
  if (counselorId && !(await em.findOne(Counselor, { id: counselorId, isActive: true }))) {
    throw invalid('body.counselorId', 'There is no such counselor, or their access has ended.');
  }
  if (assigneeId === counselorId) return;
  conversation.assigneeId = counselorId;
  await em.flush();
  await publishConversation(em, conversation);
}

/** Ends what is open; a message that comes in reopens it. Closing twice changes nothing. */
export async function close(em: EntityManager, conversationId: string): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  if (conversation.status === 'closed') return;
  em.assign(conversation, {
    status: 'closed',
    waitingSince: null,
    snoozedUntil: null,
    unreadCount: 0,
  });
  await em.flush();
  await publishConversation(em, conversation);
}

/** Puts the conversation back among those that wait for us. */
export async function reopen(em: EntityManager, conversationId: string): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  if (conversation.status === 'open') return;
  em.assign(conversation, { status: 'open', waitingSince: new Date(), snoozedUntil: null });
  await em.flush();
  await publishConversation(em, conversation);
}

/** Resolves to whether something was unread. */
export async function markRead(em: EntityManager, conversationId: string): Promise<boolean> {
  const conversation = await lockConversation(em, conversationId);
  if (conversation.unreadCount === 0) return false;
  conversation.unreadCount = 0;
  await em.flush();
  await publishConversation(em, conversation);
  return true;
}

/**
 * Hides the conversation until then, or until the contact writes; null ends it.
 * @throws AppError `validation_failed` for a time that has passed.
 */
export async function snooze(
  em: EntityManager,
  conversationId: string,
  until: string | null,
): Promise<void> {
  const snoozedUntil = until === null ? null : new Date(until);
  if (snoozedUntil && snoozedUntil <= new Date())
    throw invalid('body.until', 'Choose a time that is still to come.');
  const conversation = await lockConversation(em, conversationId);
  conversation.snoozedUntil = snoozedUntil;
  await em.flush();
  await publishConversation(em, conversation);
}

export async function setTopic(
  em: EntityManager,
  conversationId: string,
  key: TopicKey | null,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  conversation.topicId = key === null ? null : (await em.findOneOrFail(Topic, { key })).id;
  await em.flush();
  await publishConversation(em, conversation);
}
