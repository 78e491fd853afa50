import { describe, expect, test } from 'vitest';
import type { Message } from '../../gateway/contract/message.ts';
import { entriesOf, firstUnreadOf } from './thread-entries.ts';

const base = {
  direction: 'inbound',
  author: 'contact',
  counselorId: null,
  isNote: false,
  kind: 'text',
  isLate: false,
};
const message = (id: string, sentAt: string, change: object = {}) =>
  ({ ...base, id, sentAt, ...change }) as Message;

describe('what stands around a message', () => {
  test('a day is announced once, also when a late message goes back over midnight', () => {
    const entries = entriesOf(
      [
        message('a', '2026-11-17T10:00:00'),
        message('b', '2026-11-18T10:00:00'),
        message('c', '2026-11-17T23:00:00', { isLate: true }),
        message('d', '2026-11-18T11:00:00'),
      ],
      null,
    );
    expect(entries.map(({ day }) => day)).toEqual(['2026-11-17', '2026-11-18', null, null]);
  });

  test('the order is the one it came in, whatever the times say', () => {
    const entries = entriesOf(
      [message('b', '2026-11-18T10:00:00'), message('a', '2026-11-18T09:00:00')],
      null,
    );
    expect(entries.map((entry) => entry.message.id)).toEqual(['b', 'a']);
  });

  test('messages of one person in a row are drawn together, a note never with a reply', () => {
    const ours = { direction: 'outbound', author: 'counselor', counselorId: 'x' };
    const entries = entriesOf(
      [
        message('a', '2026-11-18T10:00:00', ours),
        message('b', '2026-11-18T10:01:00', ours),
        message('c', '2026-11-18T10:02:00', { ...ours, isNote: true }),
        message('d', '2026-11-18T10:20:00', { ...ours, isNote: true }),
      ],
      null,
    );
    expect(entries.map(({ isContinued }) => isContinued)).toEqual([false, true, false, false]);
  });

  test('the line of new messages stands before the first that nobody has read', () => {
    const messages = [
      message('a', '2026-11-18T10:00:00'),
      message('b', '2026-11-18T10:01:00', { direction: 'outbound' }),
      message('c', '2026-11-18T10:02:00'),
    ];
    expect(firstUnreadOf(messages, 1)).toBe('c');
    expect(firstUnreadOf(messages, 9)).toBe('a');
    expect(firstUnreadOf(messages, 0)).toBeNull();
    expect(entriesOf(messages, 'c')[2]?.isFirstUnread).toBe(true);
  });
});
