import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import type { TopicKey } from '../contract/conversation.ts';
import { AppError, invalid } from '../errors.ts';
import { Counselor } from '../model/counselor.ts';
import { Topic } from '../model/topic.ts';
import { lockConversation, publishConversation } from './load-conversation.ts';
import { readMentions } from './mentions.ts';

type Assignment = {
  counselorId: string | null;
  expectedAssigneeId?: string | null | undefined;
  /** Who assigns. */
  actorId: string;
};

/**
 * Gives the conversation to a counselor or to nobody.
 * @throws AppError `conflict` when somebody else has it than expected; `validation_failed` for an unknown counselor.
 */
export async function assign(
  em: EntityManager,
  conversationId: string,
  { counselorId, expectedAssigneeId, actorId }: Assignment,
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
  await noteActivity(em, [conversationId], {
    kind: counselorId === null ? 'released' : counselorId === actorId ? 'taken' : 'assigned',
    actorId,
    counselorId,
  });
  await publishConversation(em, conversation);
}

/** Ends what is open; a message that comes in reopens it. Closing twice changes nothing. */
export async function close(
  em: EntityManager,
  conversationId: string,
  actorId: string,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  if (conversation.status === 'closed') return;
  em.assign(conversation, {
    status: 'closed',
    waitingSince: null,
    snoozedUntil: null,
    unreadCount: 0,
  });
  await em.flush();
  await noteActivity(em, [conversationId], { kind: 'closed', actorId });
  await publishConversation(em, conversation);
}

/** Puts the conversation back among those that wait for us. */
export async function reopen(
  em: EntityManager,
  conversationId: string,
  actorId: string,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  if (conversation.status === 'open') return;
  const wasClosed = conversation.status === 'closed';
  em.assign(conversation, { status: 'open', waitingSince: new Date(), snoozedUntil: null });
  await em.flush();
  if (wasClosed) await noteActivity(em, [conversationId], { kind: 'reopened', actorId });
  await publishConversation(em, conversation);
}

/** What the contact wrote is read by us, what names this counselor by them. Resolves to whether the contact had something unread. */
export async function markRead(
  em: EntityManager,
  conversationId: string,
  counselorId: string,
): Promise<boolean> {
  const conversation = await lockConversation(em, conversationId);
  const wasMentioned = await readMentions(em, conversationId, counselorId);
  const wasUnread = conversation.unreadCount > 0;
  if (!wasUnread && !wasMentioned) return false;
  conversation.unreadCount = 0;
  await em.flush();
  await publishConversation(em, conversation);
  return wasUnread;
}

/**
 * Hides the conversation until then, or until the contact writes; null ends it.
 * @throws AppError `validation_failed` for a time that has passed.
 */
export async function snooze(
  em: EntityManager,
  conversationId: string,
  { until, actorId }: { until: string | null; actorId: string },
): Promise<void> {
  const snoozedUntil = until === null ? null : new Date(until);
  if (snoozedUntil && snoozedUntil <= new Date())
    throw invalid('body.until', 'Choose a time that is still to come.');
  const conversation = await lockConversation(em, conversationId);
  const wasSnoozed = conversation.snoozedUntil !== null;
  conversation.snoozedUntil = snoozedUntil;
  await em.flush();
  if (snoozedUntil)
    await noteActivity(em, [conversationId], { kind: 'snoozed', actorId, details: { until } });
  else if (wasSnoozed) await noteActivity(em, [conversationId], { kind: 'snooze_ended', actorId });
  await publishConversation(em, conversation);
}

/** What it is about; null takes the topic away. */
export async function setTopic(
  em: EntityManager,
  conversationId: string,
  { topic, actorId }: { topic: TopicKey | null; actorId: string },
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  const topicId = topic === null ? null : (await em.findOneOrFail(Topic, { key: topic })).id;
  if ((conversation.topicId ?? null) === topicId) return;
  conversation.topicId = topicId;
  await em.flush();
  await noteActivity(em, [conversationId], { kind: 'topic_changed', actorId, details: { topic } });
  await publishConversation(em, conversation);
}
