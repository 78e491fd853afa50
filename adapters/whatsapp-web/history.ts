import { personOf } from './addresses.ts';
import { isFromMe } from './normalise.ts';
import { numberOf } from './fields.ts';
import type { WebChat, WebClient, WebMessage } from './library.ts';
import { within } from './within.ts';

/** The server's clock and WhatsApp's may differ, and messages overtake each other. */
const overlapMs = 300_000;
/** How far back a chat is read, more and more until it reaches the gap's beginning. */
const depths = [30, 120, 500];
const maxUnread = 20;
const chatsTimeoutMs = 60_000;
const chatTimeoutMs = 20_000;

/** `since` is when something was last heard; nothing before `floor` is read, not even when it is unread. */
export type Gap = { since: Date; floor: Date };

/**
 * What was said in private chats while nobody listened, chat by chat, oldest first. WhatsApp Web repeats nothing by itself.
 * A chat that can't be read is left out, so that one does not cost the others.
 * Source: https://docs.wwebjs.dev/Chat.html#fetchMessages
 */
export async function* missedMessages(
  client: Pick<WebClient, 'getChats'>,
  gap: Gap,
): AsyncGenerator<WebMessage[] | 'chat_unreadable'> {
  const chats = await within(client.getChats(), AbortSignal.timeout(chatsTimeoutMs));
  for (const chat of chats) {
    if (chat.isGroup || !personOf(chat.id._serialized) || !mayHaveMissed(chat, gap)) continue;
    yield await missedIn(chat, gap).catch(() => 'chat_unreadable' as const);
  }
}

function startOf({ since, floor }: Gap): number {
  return Math.max(since.getTime() - overlapMs, floor.getTime()) / 1000;
}

function mayHaveMissed({ timestamp, unreadCount }: WebChat, gap: Gap): boolean {
  return timestamp >= startOf(gap) || unreadCount > 0;
}

async function missedIn(chat: WebChat, gap: Gap): Promise<WebMessage[]> {
  const start = startOf(gap);
  let messages: WebMessage[] = [];
  for (const limit of depths) {
    const options = { limit: Math.max(limit, Math.min(chat.unreadCount, maxUnread)) };
    messages = await within(chat.fetchMessages(options), AbortSignal.timeout(chatTimeoutMs));
    messages.sort((a, b) => secondsOf(a) - secondsOf(b));
    const [oldest] = messages;
    if (!oldest || messages.length < limit || secondsOf(oldest) < start) break;
  }
  const unread = new Set(lastInbound(messages, Math.min(chat.unreadCount, maxUnread)));
  const floor = gap.floor.getTime() / 1000;
  return messages.filter((message) => {
    const seconds = secondsOf(message);
    return seconds >= start || (unread.has(message) && seconds >= floor);
  });
}

function lastInbound(messages: WebMessage[], count: number): WebMessage[] {
  return count > 0 ? messages.filter((message) => !isFromMe(message)).slice(-count) : [];
}

function secondsOf(message: WebMessage): number {
  return numberOf(message['timestamp']) ?? 0;
}
