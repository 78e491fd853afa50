import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { handOverConversation as endpoint } from '../contract/triage.ts';
import { addNote } from '../conversation/add-note.ts';
import { assign, requireActive } from '../conversation/change-conversation.ts';
import { lockConversation } from '../conversation/load-conversation.ts';
import { invalid } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';

type Handover = z.output<(typeof endpoint)['body']>;

/**
 * Gives a conversation to a colleague for good, with a summary as a note that names them, both or neither. Repeating it with the same
 * `clientMessageId` changes nothing, whoever has the conversation by then.
 * @throws AppError `conflict` when somebody else has it than expected; `validation_failed` for a colleague who is unknown,
 * whose access has ended, or who has it already; `not_found`.
 */
export async function handOver(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  counselorId: string,
  { counselorId: toId, summary, clientMessageId, expectedAssigneeId }: Handover,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  const formerId = conversation.assigneeId ?? null;
  await requireActive(em, toId);
  const note = { clientMessageId, text: summary, mentionIds: [toId] };
  const { isReplay } = await addNote(em, keys, conversationId, counselorId, note);
  if (isReplay) return;
  if (formerId === toId && expectedAssigneeId === undefined) {
    throw invalid('body.counselorId', 'This colleague has the conversation already.');
  }
  await assign(em, conversationId, {
    counselorId: toId,
    expectedAssigneeId,
    actorId: counselorId,
    isHandover: true,
  });
}
