import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { ReactionEmoji } from '../contract/signal.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { lockConversation } from '../conversation/load-conversation.ts';
import { requireReachable } from '../conversation/reachability.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { Message } from '../model/message.ts';
import { Note } from '../model/note.ts';
import { publish } from '../realtime/publish.ts';
import { executor, query } from '../unit-of-work.ts';

type Ours = { id: string; emoji: Buffer; is_removed: boolean; status: string };

/**
 * Sets our reaction to a message of the contact, or takes it back with null; it replaces what a colleague set. Wake the
 * reaction after the commit. Resolves to whether there is something to send.
 * @throws AppError `validation_failed` for a note, a message of ours or a channel without reactions; what `sendReply`
 * refuses; `not_found`.
 */
export async function setReaction(
  em: EntityManager,
  keys: OrganizationKeys,
  channelOf: (channelId: string) => Promise<ConnectedChannel | undefined>,
  messageId: string,
  { emoji, counselorId }: { emoji: ReactionEmoji | null; counselorId: string },
): Promise<boolean> {
  const message = await em.findOne(Message, messageId);
  if (!message) {
    if (await em.findOne(Note, messageId)) throw onlyOfContact();
    throw notFound('message');
  }
  if (message.direction !== 'inbound') throw onlyOfContact();
  const conversation = await lockConversation(em, message.conversationId);
  await requireReachable(em, conversation, { hasTemplate: false });
  const channel = await channelOf(conversation.channelId);
  if (
    !channel?.adapter.react ||
    !channel.adapter.capabilities[conversation.messenger]?.hasReactions
  )
    throw new AppError('policy_forbids', 'There are no reactions on this channel.');

  const [ours] = await query<Ours>(
    em,
    "select id, emoji, is_removed, status from reaction where message_id = $1 and author = 'counselor'",
    [messageId],
  );
  if (isThere(ours)) return false;
  await write(ours);
  await publish(executor(em), conversation.organizationId, {
    type: 'message.updated',
    conversationId: conversation.id,
    messageId,
  });
  return true;

  /** Nothing to do: it is so already, or on its way. */
  function isThere(ours: Ours | undefined): boolean {
    if (!ours) return emoji === null;
    if (ours.status === 'failed') return false;
    if (ours.is_removed || emoji === null) return ours.is_removed && emoji === null;
    return keys.open(ours.id, 'reaction.emoji', ours.emoji) === emoji;
  }

  async function write(ours: Ours | undefined): Promise<void> {
    const id = ours?.id ?? newId();
    const sealed = emoji === null ? ours?.emoji : keys.seal(id, 'reaction.emoji', emoji);
    await query(
      em,
      `insert into reaction (id, organization_id, message_id, author, counselor_id, emoji, reacted_at, is_removed, status,
         next_attempt_at)
       values ($1, $2, $3, 'counselor', $4, $5, now(), $6, 'queued', now())
       on conflict (message_id) where author = 'counselor' do update set counselor_id = excluded.counselor_id,
         emoji = excluded.emoji, reacted_at = excluded.reacted_at, is_removed = excluded.is_removed, status = 'queued',
         next_attempt_at = now(), attempt_count = 0, failure_code = null, version = reaction.version + 1`,
      [id, message?.organizationId, messageId, counselorId, sealed, emoji === null],
    );
  }
}

function onlyOfContact(): AppError {
  return invalid('params.id', 'Only a message of the contact can get a reaction.');
}
