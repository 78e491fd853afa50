import type { EntityManager } from '@mikro-orm/postgresql';
import { invalid, notFound } from '../errors.ts';
import { Contact } from '../model/contact.ts';
import { Conversation } from '../model/conversation.ts';
import { Message } from '../model/message.ts';
import { Note } from '../model/note.ts';
import { publish } from '../realtime/publish.ts';
import { executor } from '../unit-of-work.ts';

/**
 * Says in which language a contact's message is. A contact without a language has this one from then on.
 * @throws AppError `validation_failed` for what no contact wrote; `not_found`.
 */
export async function correctLanguage(
  em: EntityManager,
  messageId: string,
  language: string,
): Promise<void> {
  const message = await em.findOne(Message, messageId);
  if (!message) {
    if (await em.findOne(Note, messageId)) throw invalid('params.id', notByContact);
    throw notFound('message');
  }
  if (message.author !== 'contact') throw invalid('params.id', notByContact);
  message.language = language;
  await em.flush();
  const { organizationId, conversationId } = message;
  await publish(executor(em), organizationId, {
    type: 'message.updated',
    conversationId,
    messageId,
  });
  const { contactId } = await em.findOneOrFail(Conversation, conversationId);
  const contact = await em.findOneOrFail(Contact, contactId);
  if (contact.language) return;
  contact.language = language;
  await em.flush();
  await publish(executor(em), organizationId, { type: 'contact.updated', contactId });
}

const notByContact = 'Only messages of contacts have a language to correct.';
