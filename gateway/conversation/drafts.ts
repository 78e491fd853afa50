import type { EntityManager } from '@mikro-orm/postgresql';
import { notFound } from '../errors.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { Conversation } from '../model/conversation.ts';
import { Draft } from '../model/draft.ts';
import { lockConversation } from './load-conversation.ts';

export type DraftResource = { text: string; updatedAt: string | null };

/** @throws AppError `not_found` when there is no such conversation. */
export async function getDraft(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  counselorId: string,
): Promise<DraftResource> {
  if (!(await em.findOne(Conversation, conversationId))) throw notFound('conversation');
  const draft = await em.findOne(Draft, { conversationId, counselorId });
  if (!draft) return { text: '', updatedAt: null };
  return {
    text: keys.open(draft.id, 'draft.content', draft.content),
    updatedAt: draft.updatedAt.toISOString(),
  };
}

/** Keeps a counselor's unsent text; an empty one removes it. The last one written wins. */
export async function saveDraft(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  counselorId: string,
  text: string,
): Promise<DraftResource> {
  const conversation = await lockConversation(em, conversationId);
  const draft = await em.findOne(Draft, { conversationId, counselorId });
  if (text === '') {
    if (draft) await em.remove(draft).flush();
    return { text: '', updatedAt: null };
  }
  const id = draft?.id ?? newId();
  const updatedAt = new Date();
  const content = keys.seal(id, 'draft.content', text.toWellFormed());
  if (draft) em.assign(draft, { content, updatedAt });
  else {
    em.create(Draft, {
      id,
      organizationId: conversation.organizationId,
      counselorId,
      conversationId,
      content,
      updatedAt,
    });
  }
  await em.flush();
  return { text, updatedAt: updatedAt.toISOString() };
}
