import type { TopicKey } from '../contract/conversation.ts';
import type { SavedReply as SavedReplyResource } from '../contract/saved-reply.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { SavedReply } from '../model/saved-reply.ts';
import type { SealedText } from '../model/sealed-text.ts';

type Words = Pick<SavedReplyResource, 'title' | 'texts'>;

const column = 'saved_reply.content';

export function sealWords(keys: OrganizationKeys, id: string, { title, texts }: Words): SealedText {
  return keys.seal(id, column, JSON.stringify({ title, texts }));
}

export function openWords(
  keys: OrganizationKeys,
  reply: Pick<SavedReply, 'id' | 'content'>,
): Words {
  return JSON.parse(keys.open(reply.id, column, reply.content)) as Words;
}

export function presentSavedReply(
  keys: OrganizationKeys,
  reply: SavedReply,
  topic: TopicKey | null,
): SavedReplyResource {
  const { id, key, ownerId, updatedAt } = reply;
  return {
    id,
    key,
    ...openWords(keys, reply),
    topic,
    isShared: ownerId === null,
    updatedAt: updatedAt.toISOString(),
  };
}
