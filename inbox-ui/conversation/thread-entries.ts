import type { Message } from '../../gateway/contract/message.ts';

export type ThreadEntry = {
  message: Message;
  /** A new day begins with it: the local date, `YYYY-MM-DD`. */
  day: string | null;
  isFirstUnread: boolean;
  /** It follows the one before closely and by the same person: no name, less room. */
  isContinued: boolean;
};

const continuedMs = 5 * 60_000;

/** What stands around each message. The order is the server's and is never touched. */
export function entriesOf(
  messages: readonly Message[],
  firstUnreadId: string | null,
): ThreadEntry[] {
  let latestDay = '';
  return messages.map((message, index) => {
    const previous = messages[index - 1];
    const day = dayOf(new Date(message.sentAt));
    const isNewDay = day > latestDay;
    if (isNewDay) latestDay = day;
    const isFirstUnread = message.id === firstUnreadId;
    return {
      message,
      day: isNewDay ? day : null,
      isFirstUnread,
      isContinued:
        !isNewDay && !isFirstUnread && previous !== undefined && continues(message, previous),
    };
  });
}

/** The first of the `unreadCount` newest messages of the contact; null when all are read. */
export function firstUnreadOf(messages: readonly Message[], unreadCount: number): string | null {
  if (unreadCount <= 0) return null;
  const inbound = messages.filter((message) => message.direction === 'inbound' && !message.isNote);
  return inbound.at(-Math.min(unreadCount, inbound.length))?.id ?? null;
}

export function dayOf(at: Date): string {
  const month = String(at.getMonth() + 1).padStart(2, '0');
  return `${at.getFullYear()}-${month}-${String(at.getDate()).padStart(2, '0')}`;
}

function continues(message: Message, previous: Message): boolean {
  return (
    message.direction === previous.direction &&
    message.author === previous.author &&
    message.counselorId === previous.counselorId &&
    message.isNote === previous.isNote &&
    message.kind !== 'system' &&
    !message.isLate &&
    Math.abs(Date.parse(message.sentAt) - Date.parse(previous.sentAt)) < continuedMs
  );
}
