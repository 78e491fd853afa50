import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import { noteActivity } from '../activities/note-activity.ts';
import type { ActivityKind } from '../contract/activity.ts';
import type { sendReply as endpoint } from '../contract/message.ts';
import { AppError, invalid } from '../errors.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Conversation } from '../model/conversation.ts';
import { Delivery } from '../model/delivery.ts';
import { Message } from '../model/message.ts';
import { Note } from '../model/note.ts';
import { publish } from '../realtime/publish.ts';
import { executor, query } from '../unit-of-work.ts';
import { attach, loadAttachments } from './attach.ts';
import { chooseTemplate, type SentTemplate } from './fill-template.ts';
import { lockConversation } from './load-conversation.ts';
import { nextPlace } from './next-place.ts';
import { previewOf } from './preview.ts';
import { requireReachable } from './reachability.ts';

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
  const messageId = newId();
  const place = nextPlace(conversation, now);
  // Before the message: it is told what the reply did, and that it was sent knowingly.
  const before = { actorId: counselorId, at: place.orderAt };
  const note = (kind: ActivityKind) => noteActivity(em, [conversationId], { kind, ...before });
  if (conversation.status === 'closed') await note('reopened');
  if (!conversation.assigneeId)
    await noteActivity(em, [conversationId], { kind: 'taken', counselorId, ...before });
  if (isStale) await note('sent_anyway');
  const message = em.create(Message, {
    id: messageId,
    organizationId: conversation.organizationId,
    conversationId,
    channelId: conversation.channelId,
    ...place,
    providerOrder: 0,
    direction: 'outbound',
    author: 'counselor',
    counselorId,
    kind: attachments[0]?.kind ?? 'text',
    content: keys.seal(messageId, 'message.content', JSON.stringify(content)),
    clientMessageId: reply.clientMessageId,
    sentAt: now,
    receivedAt: now,
    isLate: false,
    language: template ? template.language.replace('_', '-') : null,
    replyToId: reply.replyToId ?? null,
    editedAt: null,
    deletedAt: null,
  });
  attach(attachments, { messageId });
  em.create(Delivery, {
    id: newId(),
    organizationId: conversation.organizationId,
    conversationId,
    channelId: conversation.channelId,
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
    lastMessageAuthor: 'counselor',
    lastMessagePreview: keys.seal(messageId, 'conversation.preview', previewOf(content.text)),
    lastDeliveryStatus: 'queued',
    activeAt: new Date(Math.floor(now.getTime() / 60_000) * 60_000),
    status: 'waiting',
    waitingSince: null,
    snoozedUntil: null,
    unreadCount: 0,
    // The first answer takes an unassigned conversation.
    assigneeId: conversation.assigneeId ?? counselorId,
  });
  await em.flush();
  await publish(executor(em), conversation.organizationId, {
    type: 'message.created',
    conversationId,
    messageId,
  });
  return { messageId, isReplay: false };
}

type Content = {
  text: string | null;
  payload: { template?: SentTemplate; quickReplies?: OfferedReply[] } | null;
};

/** What was offered is kept as it was asked for; the outbox fits it to the channel. */
type OfferedReply = NonNullable<Reply['quickReplies']>[number] & { id: string };

/** What is asked for. Valid UTF-8 without NUL; nothing else of the text is changed. */
function contentOf({
  text,
  template,
  quickReplies,
}: Pick<Reply, 'text' | 'template' | 'quickReplies'>): Content {
  return { text: text === undefined ? null : cleanText(text), payload: payload() };

  function payload(): Content['payload'] {
    if (template) return { template: { ...template, params: cleanParams(template.params) } };
    return quickReplies ? { quickReplies: quickReplies.map(offered) } : null;
  }
}

function offered({
  id,
  title,
  description,
  ...more
}: NonNullable<Reply['quickReplies']>[number]): OfferedReply {
  return {
    id: cleanText(id ?? title),
    title: cleanText(title),
    ...(description && { description: cleanText(description) }),
    ...more,
  };
}

/** With the words that the contact will read. */
async function filled(
  em: EntityManager,
  channelId: string,
  choice: SentTemplate,
): Promise<Content> {
  const { text, template } = await chooseTemplate(em, channelId, choice);
  return { text, payload: { template } };
}

function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

function cleanParams({ body, header, buttons }: SentTemplate['params']): SentTemplate['params'] {
  return {
    body: body.map(cleanText),
    ...(header && { header: header.map(cleanText) }),
    ...(buttons && { buttons: buttons.map(cleanText) }),
  };
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
  const { text, payload }: Content = JSON.parse(
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

/** Whether the contact or a colleague has written since. */
async function hasNews(
  em: EntityManager,
  conversationId: string,
  lastSeenMessageId: string,
  counselorId: string,
): Promise<boolean> {
  const [state] = await query<{ has_news: boolean }>(
    em,
    `select exists (select from message m where m.conversation_id = $1 and m.seq > seen.seq
       and m.counselor_id is distinct from $3) as has_news
     from (select seq from message where id = $2 and conversation_id = $1
       union all select seq from note where id = $2 and conversation_id = $1) as seen`,
    [conversationId, lastSeenMessageId, counselorId],
  );
  if (!state) throw invalid('body.lastSeenMessageId', 'This message is not in the conversation.');
  return state.has_news;
}
