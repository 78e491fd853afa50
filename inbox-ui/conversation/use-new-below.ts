import { useEffect, useState } from 'react';
import type { Message } from '../../gateway/contract/message.ts';

/** How many messages have come in since the newest was last on the screen. */
export function useNewBelow(messages: readonly Message[], isAtEnd: boolean): number {
  const newestId = messages.at(-1)?.id;
  const [seenId, setSeenId] = useState(newestId);
  useEffect(() => {
    if (isAtEnd) setSeenId(newestId);
  }, [isAtEnd, newestId]);
  if (isAtEnd) return 0;
  return countInboundAfter(messages, seenId);
}

export function countInboundAfter(
  messages: readonly Message[],
  seenId: string | undefined,
): number {
  const index = messages.findLastIndex((message) => message.id === seenId);
  if (index === -1) return 0;
  return messages.slice(index + 1).filter((message) => message.direction === 'inbound').length;
}
