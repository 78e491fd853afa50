import type { Conversation } from '../model/conversation.ts';

/** Where something written now stands: behind everything that is there, also when a clock went backwards. */
export function nextPlace(conversation: Conversation, now: Date): { seq: number; orderAt: Date } {
  const afterLast = (conversation.lastMessageAt?.getTime() ?? 0) + 1;
  return { seq: conversation.lastSeq + 1, orderAt: new Date(Math.max(now.getTime(), afterLast)) };
}
