import type { EntityManager } from '@mikro-orm/postgresql';
import { previewOf } from '../conversation/preview.ts';
import { Conversation } from '../model/conversation.ts';
import { Message } from '../model/message.ts';
import { Topic } from '../model/topic.ts';
import type { PlannedLine } from './plan.ts';
import { outcomeOf, type Told } from './write-answers.ts';

const dayMs = 24 * 3_600_000;

/** Brings numbers, quotes and the fields of the list to where they would be, had all of it happened one by one. */
export async function settleConversations(
  em: EntityManager,
  told: Told[],
  now: Date,
): Promise<void> {
  const topics = new Map((await em.find(Topic, {})).map(({ key, id }) => [key, id]));
  const conversations = new Map((await em.find(Conversation, {})).map((one) => [one.id, one]));
  const messages = new Map((await em.find(Message, {})).map((one) => [one.id, one]));
  for (const one of told) {
    const conversation = conversations.get(one.conversationId);
    if (!conversation) throw new Error('A demo conversation was not stored');
    for (const line of one.plan.lines) placeInThread(messages, one, line);
    settle(conversation, one, messages, now);
    conversation.topicId = topics.get(one.plan.story.topic ?? '') ?? null;
  }
  await em.flush();
}

function placeInThread(
  messages: Map<string, Message>,
  { plan, rowIds }: Told,
  line: PlannedLine,
): void {
  const message = messages.get(rowIds[line.index] ?? '');
  if (!message || line.who === 'note') return;
  const above = line.tags.get('quotes');
  message.seq = line.index + 1;
  message.language = plan.language;
  if (above !== undefined) message.replyToId = rowIds[line.index - Number(above)] ?? null;
}

function settle(
  conversation: Conversation,
  told: Told,
  messages: Map<string, Message>,
  now: Date,
): void {
  const { plan, channel, rowIds, counselorIds } = told;
  const { state, assignee, isRead, snoozedDays } = plan.story;
  const spoken = plan.lines.filter(({ who }) => who !== 'note');
  const line = spoken.at(-1);
  const message = messages.get(rowIds[line?.index ?? -1] ?? '');
  if (!line || !message) throw new Error('A demo conversation is empty');
  const isInbound = line.who === 'they';
  const unanswered = spoken.slice(spoken.findLastIndex(({ who }) => who === 'we') + 1);
  const firstUnanswered = messages.get(rowIds[unanswered[0]?.index ?? -1] ?? '');
  Object.assign(conversation, {
    lastSeq: plan.lines.length,
    lastMessageId: message.id,
    lastMessageAt: message.orderAt,
    lastMessageKind: message.kind,
    lastMessageDirection: message.direction,
    lastMessageAuthor: message.author,
    lastDeliveryStatus: isInbound ? null : outcomeOf(plan, line),
    activeAt: new Date(Math.floor(message.orderAt.getTime() / 60_000) * 60_000),
    status: state,
    waitingSince: state === 'open' ? (firstUnanswered?.receivedAt ?? message.receivedAt) : null,
    unreadCount: state === 'open' && !isRead ? unanswered.length : 0,
    snoozedUntil: snoozedDays ? new Date(now.getTime() + snoozedDays * dayMs) : null,
    assigneeId: assignee ? counselorIds[assignee] : null,
  });
  // Of the client's last line intake has written the preview.
  if (isInbound) return;
  conversation.lastMessagePreview = channel.keys.seal(
    message.id,
    'conversation.preview',
    previewOf(line.text),
  );
}
