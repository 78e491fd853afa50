import type { Message } from '../../gateway/contract/message.ts';

/** The message that came last: one that was sent late stands further up. */
export function newestArrival(messages: readonly Message[]): Message | undefined {
  return messages.reduce<Message | undefined>(
    (newest, message) => (newest && arrivedAt(newest) > arrivedAt(message) ? newest : message),
    undefined,
  );
}

/** What the contact or a colleague has sent since a message was the newest; notes are no news for a reply. */
export function newsSince(
  messages: readonly Message[],
  lastSeenMessageId: string | null,
  counselorId: string,
): Message[] {
  const seen = messages.find(({ id }) => id === lastSeenMessageId);
  if (!seen) return [];
  return messages.filter(
    (message) =>
      !message.isNote &&
      message.author !== 'system' &&
      message.counselorId !== counselorId &&
      message.id !== seen.id &&
      arrivedAt(message) >= arrivedAt(seen),
  );
}

function arrivedAt({ receivedAt }: Message): number {
  return Date.parse(receivedAt);
}
