import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type {
  Draft as DraftResource,
  Drafts,
  saveDraft as saveEndpoint,
} from '../contract/draft.ts';
import { lockConversation } from '../conversation/load-conversation.ts';
import { loadUploads } from '../conversation/message-details.ts';
import { presentAttachment } from '../conversation/present-message.ts';
import { notFound } from '../errors.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { Conversation } from '../model/conversation.ts';
import { Draft, NoteDraft } from '../model/draft.ts';
import { publishTo } from '../realtime/publish.ts';
import { executor, query } from '../unit-of-work.ts';

/** Whose draft, and where. */
export type Place = { conversationId: string; counselorId: string };

const kinds = {
  reply: { entity: Draft, column: 'draft.content' },
  note: { entity: NoteDraft, column: 'note_draft.content' },
} as const;
type Kind = keyof typeof kinds;

/** @throws AppError `not_found` when there is no such conversation. */
export async function getDrafts(
  em: EntityManager,
  keys: OrganizationKeys,
  place: Place,
): Promise<Drafts> {
  if (!(await em.findOne(Conversation, place.conversationId))) throw notFound('conversation');
  return presentDrafts(em, keys, place);
}

/**
 * Keeps an unsent text and its files; without either the draft is removed. The last one written wins. The other windows
 * of the same person are told.
 * @throws AppError `not_found` when there is no such conversation.
 */
export async function saveDraft(
  em: EntityManager,
  keys: OrganizationKeys,
  place: Place,
  { text, isNote, attachmentIds: given }: z.output<(typeof saveEndpoint)['body']>,
): Promise<Drafts> {
  const conversation = await lockConversation(em, place.conversationId);
  const { entity, column } = kinds[isNote ? 'note' : 'reply'];
  const draft = await em.findOne(entity, place);
  const attachmentIds = given ?? (text === '' ? [] : (draft?.attachmentIds ?? []));
  const isEmpty = text === '' && attachmentIds.length === 0;
  if (isEmpty) {
    if (draft) await em.remove(draft).flush();
  } else {
    const id = draft?.id ?? newId();
    const content = keys.seal(id, column, text.toWellFormed());
    const changes = { content, attachmentIds, updatedAt: new Date() };
    const { organizationId } = conversation;
    if (draft) em.assign(draft, changes);
    else em.create(entity, { id, organizationId, ...place, ...changes });
    await em.flush();
  }
  if (draft || !isEmpty) {
    const type = isEmpty ? 'draft.removed' : draft ? 'draft.updated' : 'draft.created';
    const { conversationId, counselorId } = place;
    await publishTo(executor(em), counselorId, { type, conversationId });
  }
  return presentDrafts(em, keys, place);
}

/** Where a counselor has something unsent. */
export function listDrafts(
  em: EntityManager,
  counselorId: string,
): Promise<{ conversationId: string; isNote: boolean }[]> {
  return query(
    em,
    `select conversation_id as "conversationId", false as "isNote" from draft where counselor_id = $1
     union all
     select conversation_id, true from note_draft where counselor_id = $1`,
    [counselorId],
  );
}

async function presentDrafts(
  em: EntityManager,
  keys: OrganizationKeys,
  place: Place,
): Promise<Drafts> {
  return {
    ...(await presentDraft(em, keys, place, 'reply')),
    note: await presentDraft(em, keys, place, 'note'),
  };
}

async function presentDraft(
  em: EntityManager,
  keys: OrganizationKeys,
  place: Place,
  kind: Kind,
): Promise<DraftResource> {
  const { entity, column } = kinds[kind];
  const draft = await em.findOne(entity, place);
  if (!draft) return { text: '', attachments: [], updatedAt: null };
  const uploads = await loadUploads(em, draft.attachmentIds, place.counselorId);
  return {
    text: keys.open(draft.id, column, draft.content),
    attachments: uploads.map((upload) => presentAttachment(upload, keys)),
    updatedAt: draft.updatedAt.toISOString(),
  };
}
