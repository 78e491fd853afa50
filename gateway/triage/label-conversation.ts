import type { EntityManager } from '@mikro-orm/postgresql';
import { maxLabelsOnConversation } from '../contract/label.ts';
import { lockConversation, publishConversation } from '../conversation/load-conversation.ts';
import { invalid } from '../errors.ts';
import { noteChanges } from './note-changes.ts';
import { putLabels, type LabelChange } from '../labels/put-labels.ts';

/**
 * Puts labels on a conversation and takes labels off. What is as wanted already changes nothing.
 * @throws AppError `validation_failed` for a label that does not exist or is archived, and for more than fit; `not_found`.
 */
export async function labelConversation(
  em: EntityManager,
  conversationId: string,
  actorId: string,
  change: LabelChange,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  const { organizationId } = conversation;
  const { changes, full } = await putLabels(em, organizationId, [conversationId], change);
  if (full.length > 0) {
    throw invalid('body.add', `A conversation has at most ${maxLabelsOnConversation} labels.`);
  }
  const labels = changes.get(conversationId);
  if (!labels) return;
  await noteChanges(em, actorId, new Map([[conversationId, { before: {}, after: {}, labels }]]));
  await publishConversation(em, conversation);
}
