import type { EntityManager } from '@mikro-orm/postgresql';
import { requireReachable } from '../conversation/reachability.ts';
import { writeMessage } from '../conversation/write-message.ts';
import { contentOf } from '../conversation/message-content.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Conversation } from '../model/conversation.ts';
import { query } from '../unit-of-work.ts';
import type { Say } from './path.ts';

/**
 * Writes what the assistant says in the caller's transaction, which holds the conversation locked. It takes nobody's
 * conversation and ends nobody's waiting. `key` names the step: a step is never said twice.
 * @returns null, or the code of the reason why nothing may be sent.
 */
export async function sendSays(
  em: EntityManager,
  keys: OrganizationKeys,
  conversation: Conversation,
  says: Say[],
  { key, isVital }: { key: string; isVital: boolean },
): Promise<string | null> {
  if (says.length === 0) return null;
  const refusal = await refusalOf(em, conversation, isVital ? 'vital' : 'common');
  if (refusal) return refusal;
  for (const [index, say] of says.entries()) {
    const now = new Date();
    const messageId = await writeMessage(em, keys, conversation, {
      author: 'bot',
      counselorId: null,
      clientMessageId: `${key}:${index}`,
      content: contentOf({
        text: say.text,
        ...(say.choices?.length && { quickReplies: say.choices.map(fitting) }),
      }),
      language: say.language,
      now,
    });
    if (say.faq) await noteSend(em, conversation, messageId, say, now);
  }
  return null;
}

/** The reason why nothing may be written to this person now. */
export async function refusalOf(
  em: EntityManager,
  conversation: Conversation,
  automatic: 'vital' | 'common',
): Promise<string | null> {
  try {
    await requireReachable(em, conversation, { automatic });
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** As long as the contract of quick replies allows; ids are the machine's. */
function fitting({ id, title, description }: NonNullable<Say['choices']>[number]) {
  return {
    id,
    title: cut(title, 64),
    ...(description && { description: cut(description, 72) }),
  };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}

async function noteSend(
  em: EntityManager,
  conversation: Conversation,
  messageId: string,
  { faq, language }: Say,
  sentAt: Date,
): Promise<void> {
  await query(
    em,
    `insert into faq_send (id, organization_id, entry_id, version, language, conversation_id, message_id, sent_at)
     select $1, $2, e.id, $4, $5, $6, $7, $8 from faq_entry e where e.id = $3`,
    [
      newId(),
      conversation.organizationId,
      faq?.entryId,
      faq?.version,
      language,
      conversation.id,
      messageId,
      sentAt,
    ],
  );
}
