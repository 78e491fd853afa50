import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity } from '../activities/note-activity.ts';
import type { TopicKey } from '../contract/conversation.ts';
import { AppError, invalid } from '../errors.ts';
import type { Conversation } from '../model/conversation.ts';
import { Counselor } from '../model/counselor.ts';
import { Topic } from '../model/topic.ts';
import { lockConversation, publishConversation } from './load-conversation.ts';
import { readMentions } from './mentions.ts';

type Assignment = {
  counselorId: string | null;
  expectedAssigneeId?: string | null | undefined;
  /** Who assigns. */
  actorId: string;
  isHandover?: boolean;
};

/**
 * Gives the conversation to a counselor or to nobody.
 * @throws AppError `conflict` when somebody else has it than expected; `validation_failed` for an unknown counselor.
 */
export async function assign(
  em: EntityManager,
  conversationId: string,
  { counselorId, expectedAssigneeId, actorId, isHandover }: Assignment,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  const assigneeId = conversation.assigneeId ?? null;
  if (expectedAssigneeId !== undefined && assigneeId !== expectedAssigneeId) {
    throw await overtaken(em, assigneeId);
  }
  await requireActive(em, counselorId);
  if (assigneeId === counselorId) return;
  conversation.assigneeId = counselorId;
  if (counselorId !== null) em.assign(conversation, whenTaken(conversation.status));
  await em.flush();
  const given = isHandover ? 'handed_over' : 'assigned';
  await noteActivity(em, [conversationId], {
    kind: counselorId === null ? 'released' : counselorId === actorId ? 'taken' : given,
    actorId,
    counselorId,
  });
  await publishConversation(em, conversation);
}

async function overtaken(em: EntityManager, assigneeId: string | null): Promise<AppError> {
  const holder = assigneeId ? await em.findOne(Counselor, assigneeId) : null;
  return new AppError(
    'conflict',
    holder
      ? `${holder.displayName} has taken this conversation in the meantime.`
      : 'This conversation has been given back in the meantime.',
  );
}

/** @throws AppError `validation_failed` for a counselor who is unknown, or whose access has ended. */
export async function requireActive(
  em: EntityManager,
  counselorId: string | null,
  path = 'body.counselorId',
): Promise<void> {
  if (counselorId && !(await em.findOne(Counselor, { id: counselorId, isActive: true }))) {
    throw invalid(path, 'There is no such counselor, or their access has ended.');
  }
}

/** What a person takes from the assistant waits for them. */
export function whenTaken(status: Conversation['status']) {
  return status === 'automated' ? ({ status: 'open', waitingSince: new Date() } as const) : {};
}

/** What closing makes of a conversation. */
export const whenClosed = {
  status: 'closed',
  waitingSince: null,
  snoozedUntil: null,
  unreadCount: 0,
} as const;

/** Ends what is open; a message that comes in reopens it. Closing twice changes nothing. */
export async function close(
  em: EntityManager,
  conversationId: string,
  actorId: string,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  if (conversation.status === 'closed') return;
  em.assign(conversation, whenClosed);
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
  requireFuture(until);
  const conversation = await lockConversation(em, conversationId);
  const wasSnoozed = (conversation.snoozedUntil ?? null) !== null;
  conversation.snoozedUntil = until === null ? null : new Date(until);
  await em.flush();
  if (until !== null)
    await noteActivity(em, [conversationId], { kind: 'snoozed', actorId, details: { until } });
  else if (wasSnoozed) await noteActivity(em, [conversationId], { kind: 'snooze_ended', actorId });
  await publishConversation(em, conversation);
}

/** @throws AppError `validation_failed` for a time that has passed. */
export function requireFuture(until: string | null): void {
  if (until !== null && new Date(until) <= new Date())
    throw invalid('body.until', 'Choose a time that is still to come.');
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
