import { describe, expect, test } from 'vitest';
import type { Channel } from '../../gateway/contract/channel.ts';
import type { Contact } from '../../gateway/contract/contact.ts';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { replyBlockOf, replyWarningOf } from './reply-block.ts';

const now = new Date('2026-11-18T12:00:00Z');
const conversation = {
  id: 'here',
  messenger: 'whatsapp',
  replyWindowUntil: '2026-11-18T13:00:00Z',
} as Conversation;
const channel = { status: 'active', policy: 'full' } as Channel;
const contactWith = (...addresses: object[]) =>
  ({
    addresses: addresses.map((address) => ({
      messenger: 'whatsapp',
      conversationId: 'here',
      reachable: true,
      optedOutAt: null,
      ...address,
    })),
  }) as Contact;

describe('why nothing can be sent', () => {
  test('nothing is in the way of an ordinary reply', () => {
    expect(replyBlockOf(conversation, contactWith({}), channel, now)).toBeNull();
    expect(replyBlockOf(conversation, undefined, undefined, now)).toBeNull();
  });

  test('a closed window', () => {
    expect(
      replyBlockOf(
        { ...conversation, replyWindowUntil: '2026-11-18T11:00:00Z' },
        contactWith({}),
        channel,
        now,
      ),
    ).toBe('window_closed');
  });

  test('an opt-out counts at the address of the conversation only, also on the same messenger', () => {
    const optedOutAt = '2026-11-01T00:00:00Z';
    expect(replyBlockOf(conversation, contactWith({ optedOutAt }), channel, now)).toBe('opted_out');
    expect(
      replyBlockOf(
        conversation,
        contactWith({}, { conversationId: 'elsewhere', optedOutAt, reachable: false }),
        channel,
        now,
      ),
    ).toBeNull();
    expect(replyBlockOf(conversation, contactWith({ reachable: false }), channel, now)).toBe(
      'unreachable',
    );
  });

  test('a channel that is switched off', () => {
    expect(
      replyBlockOf(conversation, contactWith({}), { ...channel, status: 'disabled' }, now),
    ).toBe('channel_disabled');
    expect(replyBlockOf(conversation, contactWith({}), { ...channel, policy: 'off' }, now)).toBe(
      'policy_off',
    );
  });

  test('failing credentials only warn, because the reply waits', () => {
    const failing: Channel = { ...channel, status: 'credentials_failed' };
    expect(replyBlockOf(conversation, contactWith({}), failing, now)).toBeNull();
    expect(replyWarningOf(failing)).toBe('credentials_failed');
  });
});
