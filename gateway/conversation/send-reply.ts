import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import { noteActivity } from '../activities/note-activity.ts';
import type { ActivityKind } from '../contract/activity.ts';
import type { sendReply as endpoint } from '../contract/message.ts';
import { AppError, invalid } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Conversation } from '../model/conversation.ts';
import { Message } from '../model/message.ts';
import { Note } from '../model/note.ts';
import { query } from '../unit-of-work.ts';
import { loadAttachments } from './attach.ts';
import { chooseTemplate, type SentTemplate } from './fill-template.ts';
import { lockConversation } from './load-conversation.ts';
import { contentOf, type MessageContent } from './message-content.ts';
import { nextPlace } from './next-place.ts';
import { requireReachable } from './reachability.ts';
import { writeMessage } from './write-message.ts';

export type Reply = z.output<(typeof endpoint)['body']>;
export type SentReply = { messageId: string; isReplay: boolean };

/**
 * Writes a reply and its delivery in the caller's transaction. Wake the mailbox after the commit.
 * The same `clientMessageId` with the same content is the same message.
 * @throws AppError `stale_conversation`, `reply_window_closed`, `contact_opted_out`, `contact_unreachable`,
 * `channel_down`, `policy_forbids`, `template_not_approved`; `conflict` for a reused id; `validation_failed`;
 * `not_found`.
 */
export async function sendReply(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
  counselorId: string,
  reply: Reply,
): Promise<SentReply> {
  const conversation = await lockConversation(em, conversationId);
  const earlier = await findEarlier(em, keys, conversation, reply);
  if (earlier) return { messageId: earlier.id, isReplay: true };
  await requireReachable(em, conversation, { hasTemplate: Boolean(reply.template) });
  if (reply.replyToId) await requireQuotable(em, conversation, reply.replyToId);
  const isStale =
    reply.lastSeenMessageId !== undefined &&
    (await hasNews(em, conversation.id, reply.lastSeenMessageId, counselorId));
  if (isStale && !reply.force)
    throw new AppError('stale_conversation', 'A newer message has arrived. Please read it first.');
  const attachments = await loadAttachments(em, reply.attachmentIds ?? [], counselorId);
  const content = contentOf(reply);
  const { template } = content.payload ?? {};
  if (template) Object.assign(content, await filled(em, conversation.channelId, template));

  const now = new Date();
  const { orderAt: at } = nextPlace(conversation, now);
  // Before the message: it is told what the reply did, and that it was sent knowingly.
  const before = { actorId: counselorId, at };
  const note = (kind: ActivityKind) => noteActivity(em, [conversationId], { kind, ...before });
  if (conversation.status === 'closed') await note('reopened');
  if (!conversation.assigneeId)
    await noteActivity(em, [conversationId], { kind: 'taken', counselorId, ...before });
  if (isStale) await note('sent_anyway');
  em.assign(conversation, {
    status: 'waiting',
    waitingSince: null,
    snoozedUntil: null,
    unreadCount: 0,
    // The first answer takes an unassigned conversation.
    assigneeId: conversation.assigneeId ?? counselorId,
  });
  const messageId = await writeMessage(em, keys, conversation, {
    author: 'counselor',
    counselorId,
    clientMessageId: reply.clientMessageId,
    content,
    attachments,
    language: template ? template.language.replace('_', '-') : null,
    replyToId: reply.replyToId,
    now,
  });
  return { messageId, isReplay: false };
}

/** With the words that the contact will read. */
async function filled(
  em: EntityManager,
  channelId: string,
  choice: SentTemplate,
): Promise<MessageContent> {
  const { text, template } = await chooseTemplate(em, channelId, choice);
  return { text, payload: { template } };
}

/** @throws AppError `conflict` when the id was used for something else. */
async function findEarlier(
  em: EntityManager,
  keys: OrganizationKeys,
  conversation: Conversation,
  reply: Reply,
): Promise<Message | null> {
  const { clientMessageId } = reply;
  const reused = new AppError('conflict', 'This clientMessageId was used for another message.');
  if (await em.findOne(Note, { conversationId: conversation.id, clientMessageId })) throw reused;
  const earlier = await em.findOne(Message, { conversationId: conversation.id, clientMessageId });
  if (!earlier) return null;
  const { text, payload }: MessageContent = JSON.parse(
    keys.open(earlier.id, 'message.content', earlier.content),
  );
  const sent = payload?.template;
  // The words of a template are the provider's, and may be others by now.
  const asked = sent
    ? contentOf({ template: { name: sent.name, language: sent.language, params: sent.params } })
    : { text, payload };
  const attached = await query<{ id: string }>(
    em,
    'select id from attachment where message_id = $1 order by position',
    [earlier.id],
  );
  const isSame =
    JSON.stringify(asked) === JSON.stringify(contentOf(reply)) &&
    (earlier.replyToId ?? undefined) === reply.replyToId &&
    attached.map(({ id }) => id).join() === (reply.attachmentIds ?? []).join();
  if (!isSame) throw reused;
  return earlier;
}

async function requireQuotable(
  em: EntityManager,
  conversation: Conversation,
  replyToId: string,
): Promise<void> {
  if (await em.findOne(Message, { id: replyToId, conversationId: conversation.id })) return;
  throw invalid(
    'body.replyToId',
    'Only a message of this conversation can be quoted, never a note.',
  );
}

/** Whether the contact or a colleague has written since; what the assistant says is no news. */
async function hasNews(
  em: EntityManager,
  conversationId: string,
  lastSeenMessageId: string,
  counselorId: string,
): Promise<boolean> {
  const [state] = await query<{ has_news: boolean }>(
    em,
    `select exists (select from message m where m.conversation_id = $1 and m.seq > seen.seq
       and m.author <> 'bot' and m.counselor_id is distinct from $3) as has_news
     from (select seq from message where id = $2 and conversation_id = $1
       union all select seq from note where id = $2 and conversation_id = $1) as seen`,
    [conversationId, lastSeenMessageId, counselorId],
  );
  if (!state) throw invalid('body.lastSeenMessageId', 'This message is not in the conversation.');
  return state.has_news;
}
