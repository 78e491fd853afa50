import type { EntityManager } from '@mikro-orm/postgresql';
import { hasReplyWindow, takesTemplates } from '../channel-limits.ts';
import type { Channel as ChannelResource } from '../contract/channel.ts';
import { AppError } from '../errors.ts';
import { Channel } from '../model/channel.ts';
import { ContactAddress } from '../model/contact-address.ts';
import type { Conversation } from '../model/conversation.ts';

/** `automatic` is what the assistant says; `vital` are a crisis card and the question for consent. */
type Outgoing = { hasTemplate?: boolean; automatic?: 'vital' | 'common' | undefined };

/** What a channel may be used for: numbers and answers that anybody may read are no counseling. */
const allows: Record<ChannelResource['policy'], (out: Outgoing) => boolean> = {
  off: () => false,
  notify: ({ hasTemplate, automatic }) => hasTemplate === true || automatic === 'vital',
  faq_and_appointments: ({ hasTemplate, automatic }) =>
    hasTemplate === true || automatic !== undefined,
  full: () => true,
};

/**
 * Refuses before any call to a provider what can't or must not be sent, whoever writes it: a counselor or the bot.
 * @throws AppError `channel_down`, `policy_forbids`, `contact_opted_out`, `contact_unreachable`, `reply_window_closed`.
 */
export async function requireReachable(
  em: EntityManager,
  conversation: Conversation,
  { hasTemplate = false, automatic }: Outgoing,
): Promise<void> {
  const channel = await em.findOneOrFail(Channel, conversation.channelId);
  const address = await em.findOneOrFail(ContactAddress, conversation.contactAddressId);
  if (channel.deletedAt || channel.status === 'disabled') {
    throw new AppError(
      'channel_down',
      'This channel is switched off. An administrator can switch it on in the settings.',
    );
  }
  if (!allows[channel.policy]({ hasTemplate, automatic })) {
    throw new AppError(
      'policy_forbids',
      'Your organization does not allow free text on this channel.',
    );
  }
  if (hasTemplate && !takesTemplates(channel.kind, conversation.messenger)) {
    throw new AppError('policy_forbids', 'There are no templates on this channel.');
  }
  if (address.optedOutAt)
    throw new AppError('contact_opted_out', 'This person asked not to be written to.');
  if (address.blockedAt)
    throw new AppError('contact_unreachable', 'This person has blocked us in their messenger.');
  const isWindowClosed = !isWindowOpen(conversation, channel.kind, new Date());
  if (isWindowClosed && !hasTemplate) {
    throw new AppError(
      'reply_window_closed',
      'WhatsApp allows free text only within 24 hours of the last message. Use an approved template.',
    );
  }
}

/**
 * Whether free text may be sent now. Where a messenger has a window, one that the contact has never opened by writing is
 * closed.
 */
export function isWindowOpen(
  { messenger, replyWindowUntil }: Pick<Conversation, 'messenger' | 'replyWindowUntil'>,
  channelKind: string,
  now: Date,
): boolean {
  if (replyWindowUntil) return replyWindowUntil > now;
  return !hasReplyWindow(channelKind, messenger);
}
