import type { Conversation } from '../../gateway/contract/conversation.ts';

type LastMessage = NonNullable<Conversation['lastMessage']>;

/** Who said it, as a key of the row's prefix; the contact needs none. */
export function senderOf(message: LastMessage): 'us' | 'bot' | null {
  if (message.direction === 'inbound' || message.author === 'system') return null;
  return message.author === 'bot' ? 'bot' : 'us';
}

export function isSendFailed(message: LastMessage | null): boolean {
  return message?.deliveryStatus === 'failed' || message?.deliveryStatus === 'unknown';
}
