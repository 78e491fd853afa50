import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { addNote as endpoint } from '../contract/message.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { Message } from '../model/message.ts';
import { Note } from '../model/note.ts';
import { publish } from '../realtime/publish.ts';
import { executor, query } from '../unit-of-work.ts';
import { attach, loadAttachments } from './attach.ts';
import { lockConversation } from './load-conversation.ts';
import { mention, mentionedIn, requireColleagues } from './mentions.ts';
import { nextPlace } from './next-place.ts';
import type { SentReply } from './send-reply.ts';

type NewNote = z.output<(typeof endpoint)['body']>;

/**
 * Writes a note for colleagues. It makes no delivery and changes nothing of what the list shows as last message.
 * @throws AppError `conflict` when the `clientMessageId` was used for something else; `validation_failed`, also for somebody
 * named who is no colleague; `not_found`.
 */
export async function addNote(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  counselorId: string,
  { clientMessageId, text, attachmentIds = [], mentionIds = [] }: NewNote,
): Promise<SentReply> {
  const conversation = await lockConversation(em, conversationId);
  const namedIds = [...new Set(mentionIds)].toSorted();
  const reused = new AppError('conflict', 'This clientMessageId was used for another message.');
  if (await em.findOne(Message, { conversationId, clientMessageId })) throw reused;
  const earlier = await em.findOne(Note, { conversationId, clientMessageId });
  const content = JSON.stringify({ text: text.toWellFormed().replaceAll('\0', ''), payload: null });
  if (earlier) {
    const attached = await query<{ id: string }>(
      em,
      'select id from attachment where note_id = $1 order by position',
      [earlier.id],
    );
    const isSame =
      keys.open(earlier.id, 'note.content', earlier.content) === content &&
      attached.map(({ id }) => id).join() === attachmentIds.join() &&
      (await mentionedIn(em, earlier.id)).join() === namedIds.join();
    if (!isSame) throw reused;
    return { messageId: earlier.id, isReplay: true };
  }
  const attachments = await loadAttachments(em, attachmentIds, counselorId);
  await requireColleagues(em, mentionIds);
  const now = new Date();
  const place = nextPlace(conversation, now);
  const id = newId();
  const note = em.create(Note, {
    id,
    organizationId: conversation.organizationId,
    conversationId,
    counselorId,
    ...place,
    clientMessageId,
    content: keys.seal(id, 'note.content', content),
    createdAt: now,
  });
  attach(attachments, { noteId: id });
  conversation.lastSeq = place.seq;
  await em.flush();
  await mention(em, note, namedIds);
  await publish(executor(em), conversation.organizationId, {
    type: 'message.created',
    conversationId,
    messageId: id,
  });
  return { messageId: id, isReplay: false };
}
