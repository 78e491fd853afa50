import type { EntityManager } from '@mikro-orm/postgresql';
import type { TopicKey } from '../contract/conversation.ts';
import type { SavedReply as SavedReplyResource } from '../contract/saved-reply.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { SavedReply } from '../model/saved-reply.ts';
import { Topic } from '../model/topic.ts';
import { presentSavedReply } from './present-saved-reply.ts';

/** What a counselor may use, by key: what is shared, and their own. */
export async function listSavedReplies(
  em: EntityManager,
  keys: OrganizationKeys,
  counselorId: string,
): Promise<SavedReplyResource[]> {
  const replies = await em.find(
    SavedReply,
    { $or: [{ ownerId: null }, { ownerId: counselorId }] },
    { orderBy: { key: 'asc' } },
  );
  const topics = await em.findAll(Topic);
  const keyOf = new Map(topics.map(({ id, key }) => [id, key as TopicKey]));
  return replies.map((reply) =>
    presentSavedReply(keys, reply, (reply.topicId && keyOf.get(reply.topicId)) || null),
  );
}
