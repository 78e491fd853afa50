import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError, invalid, notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { Delivery } from '../model/delivery.ts';
import { Message } from '../model/message.ts';
import { Note } from '../model/note.ts';
import { publish } from '../realtime/publish.ts';
import { executor } from '../unit-of-work.ts';
import { lockConversation } from './load-conversation.ts';
import type { MessageContent } from './present-message.ts';
import { requireReachable } from './reachability.ts';

/**
 * Asks for exactly one new attempt of a failed or unknown message. While one is under way nothing is added.
 * Returns the conversation whose mailbox is to be woken after the commit.
 * @throws AppError `conflict` when it was sent; `validation_failed` for a note; what `sendReply` refuses; `not_found`.
 */
export async function retryMessage(
  em: EntityManager,
  keys: OrganizationKeys,
  messageId: string,
): Promise<string> {
  const message = await em.findOne(Message, messageId);
  if (!message) {
    if (await em.findOne(Note, messageId)) throw invalid('params.id', 'A note is never sent.');
    throw notFound('message');
  }
  const conversation = await lockConversation(em, message.conversationId);
  const delivery = await em.findOne(Delivery, { messageId });
  if (!delivery) throw invalid('params.id', 'Only our own messages can be sent again.');
  if (delivery.status === 'queued' || delivery.status === 'sending') return conversation.id;
  if (!['failed', 'unknown', 'canceled'].includes(delivery.status)) {
    throw new AppError('conflict', 'This message was sent.');
  }
  const content: MessageContent = JSON.parse(
    keys.open(message.id, 'message.content', message.content),
  );
  const hasTemplate = !Array.isArray(content.payload) && Boolean(content.payload?.['template']);
  await requireReachable(em, conversation, { hasTemplate });
  em.assign(delivery, {
    status: 'queued',
    isLastAttempt: true,
    nextAttemptAt: new Date(),
    failureCode: null,
    failureText: null,
    providerCode: null,
    updatedAt: new Date(),
  });
  if (conversation.lastMessageId === messageId) conversation.lastDeliveryStatus = 'queued';
  await em.flush();
  await publish(executor(em), conversation.organizationId, {
    type: 'message.updated',
    conversationId: conversation.id,
    messageId,
  });
  return conversation.id;
}
