import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError, invalid, notFound } from '../errors.ts';
import { Delivery } from '../model/delivery.ts';
import { Message } from '../model/message.ts';
import { Note } from '../model/note.ts';
import { publish } from '../realtime/publish.ts';
import { executor } from '../unit-of-work.ts';
import { lockConversation } from './load-conversation.ts';

/**
 * Takes back a message that still waits; parts that went out before stay out. What waits behind it may go: wake the
 * mailbox of the returned conversation after the commit. Taking it back twice changes nothing.
 * @throws AppError `conflict` when it is on its way or was sent; `validation_failed` for what is never sent; `not_found`.
 */
export async function cancelMessage(em: EntityManager, messageId: string): Promise<string> {
  const message = await em.findOne(Message, messageId);
  if (!message) {
    if (await em.findOne(Note, messageId)) throw invalid('params.id', 'A note is never sent.');
    throw notFound('message');
  }
  const conversation = await lockConversation(em, message.conversationId);
  const delivery = await em.findOne(Delivery, { messageId });
  if (!delivery) throw invalid('params.id', 'Only our own messages can be taken back.');
  if (delivery.status === 'canceled') return conversation.id;
  if (delivery.status !== 'queued') {
    throw new AppError('conflict', 'This message no longer waits: it is on its way or was sent.');
  }
  em.assign(delivery, {
    status: 'canceled',
    failureCode: null,
    failureText: null,
    providerCode: null,
    updatedAt: new Date(),
  });
  if (conversation.lastMessageId === messageId) conversation.lastDeliveryStatus = 'canceled';
  await em.flush();
  await publish(executor(em), conversation.organizationId, {
    type: 'message.updated',
    conversationId: conversation.id,
    messageId,
  });
  return conversation.id;
}
