import type { Channel } from '../../gateway/contract/channel.ts';
import type { Contact } from '../../gateway/contract/contact.ts';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { replyWindowAt } from '../inbox/reply-window.ts';

export type ReplyBlock =
  | 'opted_out'
  | 'unreachable'
  | 'channel_disabled'
  | 'policy_off'
  | 'window_closed';
export type ReplyWarning = 'credentials_failed';

/** Why nothing can be sent to the contact at the moment, the reason that lasts longest first; null when it can. */
export function replyBlockOf(
  conversation: Conversation,
  contact: Contact | undefined,
  channel: Channel | undefined,
  now: Date,
): ReplyBlock | null {
  const address = contact?.addresses.find(
    ({ conversationId }) => conversationId === conversation.id,
  );
  if (address?.optedOutAt) return 'opted_out';
  if (address && !address.reachable) return 'unreachable';
  if (channel?.status === 'disabled') return 'channel_disabled';
  if (channel?.policy === 'off') return 'policy_off';
  if (replyWindowAt(conversation.replyWindowUntil, now).state === 'closed') return 'window_closed';
  return null;
}

/** What is accepted all the same and waits. */
export function replyWarningOf(channel: Channel | undefined): ReplyWarning | null {
  return channel?.status === 'credentials_failed' ? 'credentials_failed' : null;
}
