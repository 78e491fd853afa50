import type { EntityManager } from '@mikro-orm/postgresql';
import { afterDecline } from '../automation/after-decline.ts';
import { speakBecause } from '../automation/speak-because.ts';
import type { ChannelDirectory } from '../channel-directory.ts';
import { noteActivity } from '../activities/note-activity.ts';
import type { DeclineReason } from '../contract/profile.ts';
import { lockConversation, publishConversation } from '../conversation/load-conversation.ts';
import { AppError } from '../errors.ts';
import { query } from '../unit-of-work.ts';

type Declining = {
  counselorId: string;
  reason: DeclineReason | null;
  channelOf: ChannelDirectory['byId'];
};

/**
 * Gives a conversation back that the counselor has not answered yet. Whoever has chosen this counselor is offered others;
 * for everybody else the path chooses the next. Wake the mailbox once the transaction is done.
 * @throws AppError `not_found`; `conflict` when somebody else has it, or once they have answered.
 */
export async function declineConversation(
  em: EntityManager,
  conversationId: string,
  { counselorId, reason, channelOf }: Declining,
): Promise<void> {
  const conversation = await lockConversation(em, conversationId);
  const channel = await channelOf(conversation.channelId);
  if (conversation.assigneeId !== counselorId)
    throw new AppError('conflict', 'Only who has the conversation can decline it.');
  const [answer] = await query(
    em,
    'select from message where conversation_id = $1 and counselor_id = $2 limit 1',
    [conversationId, counselorId],
  );
  if (answer)
    throw new AppError('conflict', 'You have answered already. Hand the conversation over.');
  conversation.assigneeId = null;
  await em.flush();
  await noteActivity(em, [conversationId], {
    kind: 'declined',
    actorId: counselorId,
    details: reason ? { reason } : {},
  });
  await declineAssignment(em, conversationId, counselorId);
  if (channel && channel.automation !== 'off') {
    await speakBecause(em, channel, conversation, {
      key: `decline:${counselorId}:${conversation.lastSeq}`,
      outcomeOf: async (path, world) =>
        path.hasConsent && path.counselorId === counselorId ? afterDecline(path, world) : null,
    });
  }
  await publishConversation(em, conversation);
}

/**
 * Remembers who doesn't take the conversation, and wakes the path, which then gives it to whoever is next. The caller
 * holds the conversation locked, and it belongs to nobody by now.
 */
async function declineAssignment(
  em: EntityManager,
  conversationId: string,
  counselorId: string,
): Promise<void> {
  await query(
    em,
    `insert into conversation_decline (conversation_id, counselor_id, organization_id)
     select id, $2, organization_id from conversation where id = $1 on conflict do nothing`,
    [conversationId, counselorId],
  );
  await query(
    em,
    `update automation_path set counseled_at = null, wake_at = clock_timestamp(), wake_for = 'assignment'
     where conversation_id = $1`,
    [conversationId],
  );
}
