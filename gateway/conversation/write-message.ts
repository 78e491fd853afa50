import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Attachment } from '../model/attachment.ts';
import type { Conversation } from '../model/conversation.ts';
import { Delivery } from '../model/delivery.ts';
import { Message } from '../model/message.ts';
import { publish } from '../realtime/publish.ts';
import { executor } from '../unit-of-work.ts';
import { attach } from './attach.ts';
import type { MessageContent } from './message-content.ts';
import { nextPlace } from './next-place.ts';
import { previewOf } from './preview.ts';

export type NewMessage = {
  author: 'counselor' | 'bot';
  counselorId: string | null;
  clientMessageId: string;
  content: MessageContent;
  attachments?: Attachment[];
  language: string | null;
  replyToId?: string | undefined;
  now: Date;
};

/**
 * Writes one of our messages and its delivery, and shows it in the list, in the caller's transaction, which holds the
 * conversation locked. Whether it may be sent, and what it makes of the conversation, is up to the caller; waking the
 * mailbox after the commit, too.
 * @returns the id of the message.
 */
export async function writeMessage(
  em: EntityManager,
  keys: OrganizationKeys,
  conversation: Conversation,
  { content, attachments = [], now, ...more }: NewMessage,
): Promise<string> {
  const messageId = newId();
  const { id: conversationId, organizationId, channelId } = conversation;
  const place = nextPlace(conversation, now);
  const message = em.create(Message, {
    id: messageId,
    organizationId,
    conversationId,
    channelId,
    ...place,
    providerOrder: 0,
    direction: 'outbound',
    author: more.author,
    counselorId: more.counselorId,
    kind: attachments[0]?.kind ?? 'text',
    content: keys.seal(messageId, 'message.content', JSON.stringify(content)),
    clientMessageId: more.clientMessageId,
    sentAt: now,
    receivedAt: now,
    isLate: false,
    language: more.language,
    replyToId: more.replyToId ?? null,
    editedAt: null,
    deletedAt: null,
  });
  attach(attachments, { messageId });
  em.create(Delivery, {
    id: newId(),
    organizationId,
    conversationId,
    channelId,
    messageId,
    seq: place.seq,
    status: 'queued',
    attemptCount: 0,
    nextAttemptAt: now,
    failureCode: null,
    failureText: null,
    providerCode: null,
    createdAt: now,
    updatedAt: now,
  });
  em.assign(conversation, {
    lastSeq: place.seq,
    lastMessageId: messageId,
    lastMessageAt: place.orderAt,
    lastMessageKind: message.kind,
    lastMessageDirection: 'outbound',
    lastMessageAuthor: more.author,
    lastMessagePreview: keys.seal(messageId, 'conversation.preview', previewOf(content.text)),
    lastDeliveryStatus: 'queued',
    activeAt: new Date(Math.floor(now.getTime() / 60_000) * 60_000),
  });
  await em.flush();
  await publish(executor(em), organizationId, {
    type: 'message.created',
    conversationId,
    messageId,
  });
  return messageId;
}
