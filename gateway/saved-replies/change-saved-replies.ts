import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { TopicKey } from '../contract/conversation.ts';
import {
  maxSavedReplies,
  type createSavedReply as createEndpoint,
  type updateSavedReply as updateEndpoint,
} from '../contract/saved-reply.ts';
import { AppError, notFound } from '../errors.ts';
import { flushUnique } from '../flush-unique.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { SavedReply } from '../model/saved-reply.ts';
import { Topic } from '../model/topic.ts';
import { publish } from '../realtime/publish.ts';
import { executor, query } from '../unit-of-work.ts';
import { openWords, sealWords } from './present-saved-reply.ts';

/** Who changes something, and whether they may change what everybody uses. */
export type Editor = { organizationId: string; counselorId: string; mayManage: boolean };

type NewReply = z.output<(typeof createEndpoint)['body']>;
type Changes = z.output<(typeof updateEndpoint)['body']>;

/**
 * Saves a reply for oneself or for everybody.
 * @throws AppError `forbidden` to share it without being an administrator; `conflict` when the key is taken or there
 * are as many replies as browsers can hold.
 */
export async function createSavedReply(
  em: EntityManager,
  keys: OrganizationKeys,
  editor: Editor,
  { key, title, topic, texts, isShared }: NewReply,
): Promise<string> {
  if (isShared) requireManager(editor);
  if ((await em.count(SavedReply)) >= maxSavedReplies) {
    throw new AppError(
      'conflict',
      `There are ${maxSavedReplies} saved replies. Delete one that nobody uses.`,
    );
  }
  const id = newId();
  const now = new Date();
  em.create(SavedReply, {
    id,
    organizationId: editor.organizationId,
    ownerId: isShared ? null : editor.counselorId,
    key,
    topicId: await topicIdOf(em, topic),
    content: sealWords(keys, id, { title, texts: wellFormed(texts) }),
    createdAt: now,
    updatedAt: now,
  });
  await flushUnique(em, ...takenKey);
  await announce(em, editor);
  return id;
}

/**
 * Changes what is given and leaves the rest. Taking a shared reply back makes it the editor's own.
 * @throws AppError `not_found` also for a colleague's own reply; `forbidden` for a shared one without being an
 * administrator; `conflict` when the key is taken.
 */
export async function updateSavedReply(
  em: EntityManager,
  keys: OrganizationKeys,
  editor: Editor,
  id: string,
  { key, title, topic, texts, isShared }: Changes,
): Promise<void> {
  const reply = await lockReply(em, editor, id);
  if (isShared !== undefined && isShared !== (reply.ownerId === null)) {
    requireManager(editor);
    reply.ownerId = isShared ? null : editor.counselorId;
  }
  if (key !== undefined) reply.key = key;
  if (topic !== undefined) reply.topicId = await topicIdOf(em, topic);
  if (title !== undefined || texts !== undefined) {
    const words = openWords(keys, reply);
    reply.content = sealWords(keys, id, {
      title: title ?? words.title,
      texts: texts ? wellFormed(texts) : words.texts,
    });
  }
  reply.updatedAt = new Date();
  await flushUnique(em, ...takenKey);
  await announce(em, editor);
}

/** @throws AppError `not_found` and `forbidden` as changing does. */
export async function deleteSavedReply(
  em: EntityManager,
  editor: Editor,
  id: string,
): Promise<void> {
  const reply = await lockReply(em, editor, id);
  await em.remove(reply).flush();
  await announce(em, editor);
}

async function lockReply(em: EntityManager, editor: Editor, id: string): Promise<SavedReply> {
  await query(em, 'select from saved_reply where id = $1 for update', [id]);
  const reply = await em.findOne(SavedReply, {
    id,
    $or: [{ ownerId: null }, { ownerId: editor.counselorId }],
  });
  if (!reply) throw notFound('saved reply');
  if (reply.ownerId === null) requireManager(editor);
  return reply;
}

function requireManager({ mayManage }: Editor): void {
  if (mayManage) return;
  throw new AppError(
    'forbidden',
    'Only administrators change replies that everybody uses. Save one for yourself instead.',
  );
}

async function topicIdOf(em: EntityManager, key: TopicKey | null): Promise<string | null> {
  return key === null ? null : (await em.findOneOrFail(Topic, { key })).id;
}

function wellFormed(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([language, text]) => [
      language,
      text.toWellFormed().replaceAll('\0', ''),
    ]),
  );
}

const takenKey = [
  'saved_reply_organization_id_key_key',
  'This key is taken, perhaps by a reply that a colleague keeps for themselves. Choose another one.',
] as const;

async function announce(em: EntityManager, { organizationId }: Editor): Promise<void> {
  await publish(executor(em), organizationId, { type: 'saved_reply.updated' });
}
