import { useEffect, useState } from 'react';
import type { Message } from '../../gateway/contract/message.ts';
import { firstUnreadOf } from './thread-entries.ts';

/**
 * Where the line "new messages" stands. It is set when the conversation is opened and again by what arrives while
 * nobody looks; it stays where it is while somebody reads.
 */
export function useFirstUnread(
  messages: readonly Message[],
  unreadCount: number | undefined,
  isWatched: boolean,
): string | null {
  const [opened, setOpened] = useState<{
    firstUnreadId: string | null;
    lastId: string | undefined;
  }>();
  const lastInboundId = messages.findLast((message) => message.direction === 'inbound')?.id;

  useEffect(() => {
    if (messages.length === 0 || unreadCount === undefined) return;
    setOpened((known) => {
      if (!known)
        return { firstUnreadId: firstUnreadOf(messages, unreadCount), lastId: lastInboundId };
      if (known.lastId === lastInboundId) return known;
      const first = isWatched ? known.firstUnreadId : firstInboundAfter(messages, known.lastId);
      return { firstUnreadId: first, lastId: lastInboundId };
    });
  }, [messages, unreadCount, isWatched, lastInboundId]);

  return opened?.firstUnreadId ?? null;
}

function firstInboundAfter(
  messages: readonly Message[],
  lastId: string | undefined,
): string | null {
  const index = messages.findIndex((message) => message.id === lastId);
  return messages.slice(index + 1).find((message) => message.direction === 'inbound')?.id ?? null;
}
