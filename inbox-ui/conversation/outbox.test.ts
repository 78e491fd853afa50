import { describe, expect, test } from 'vitest';
import { createOutbox, type Pending } from './outbox.ts';

const pending = (clientMessageId: string, change: Partial<Pending> = {}): Pending => ({
  clientMessageId,
  conversationId: 'c',
  isNote: false,
  text: clientMessageId,
  attachments: [],
  replyToId: null,
  lastSeenMessageId: 'seen',
  createdAt: '2026-11-18T10:00:00Z',
  isForced: false,
  state: 'waiting',
  problem: null,
  ...change,
});

function memory() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

describe('what is on its way', () => {
  test('goes one at a time in the order it was written', () => {
    const outbox = createOutbox(null);
    outbox.add(pending('a'));
    outbox.add(pending('b'));
    expect(outbox.nextOf('c')?.clientMessageId).toBe('a');
    outbox.change('a', { state: 'sending' });
    expect(outbox.nextOf('c')).toBeUndefined();
    outbox.remove('a');
    expect(outbox.nextOf('c')?.clientMessageId).toBe('b');
  });

  test('our own message is no news for the next', () => {
    const outbox = createOutbox(null);
    outbox.add(pending('a'));
    outbox.add(pending('b'));
    outbox.add(pending('x', { lastSeenMessageId: 'later' }));
    outbox.advance(pending('a'), 'message-a');
    expect(outbox.find('b')?.lastSeenMessageId).toBe('message-a');
    expect(outbox.find('x')?.lastSeenMessageId).toBe('later');
  });

  test('survives a reload with its text, as failed', () => {
    const storage = memory();
    createOutbox(storage).add(pending('a', { state: 'sending', text: 'Guten Tag' }));
    expect(createOutbox(storage).all()).toMatchObject([{ text: 'Guten Tag', state: 'failed' }]);
  });

  test('leaves nothing behind when everything is sent', () => {
    const storage = memory();
    const outbox = createOutbox(storage);
    outbox.add(pending('a'));
    outbox.remove('a');
    expect(storage.getItem('lotse.unsent')).toBeNull();
  });

  test('unreadable storage is as good as none', () => {
    const storage = memory();
    storage.setItem('lotse.unsent', '{');
    expect(createOutbox(storage).all()).toEqual([]);
  });
});
