import { describe, expect, test } from 'vitest';
import { createOutbox, type Pending } from './outbox.ts';

const pending = (clientMessageId: string, change: Partial<Pending> = {}): Pending => ({
  clientMessageId,
  conversationId: 'c',
  counselorId: 'me',
  isNote: false,
  text: clientMessageId,
  attachments: [],
  replyToId: null,
  lastSeenMessageId: 'seen',
  createdAt: new Date().toISOString(),
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

  test('one with news before it holds back what is behind, a refused one does not', () => {
    const outbox = createOutbox(null);
    outbox.add(pending('a', { state: 'stale' }));
    outbox.add(pending('b'));
    expect(outbox.nextOf('c')).toBeUndefined();
    outbox.add(pending('n', { isNote: true }));
    expect(outbox.nextOf('c')?.clientMessageId).toBe('n');
    outbox.change('a', { state: 'failed' });
    expect(outbox.nextOf('c')?.clientMessageId).toBe('b');
  });

  test('whoever has seen the news sends what waits behind in that knowledge', () => {
    const outbox = createOutbox(null);
    outbox.add(pending('a'));
    outbox.add(pending('b', { conversationId: 'other' }));
    outbox.hasSeen('c', 'news');
    expect(outbox.find('a')?.lastSeenMessageId).toBe('news');
    expect(outbox.find('b')?.lastSeenMessageId).toBe('seen');
  });

  test('goes on after a reload, unless it was written long ago', () => {
    const storage = memory();
    const before = createOutbox(storage);
    before.add(pending('a', { state: 'sending', text: 'Guten Tag' }));
    before.add(pending('b', { createdAt: '2026-01-01T10:00:00Z' }));
    const after = createOutbox(storage);
    expect(after.all()).toMatchObject([
      { text: 'Guten Tag', state: 'waiting', problem: { code: 'network' } },
      { state: 'failed' },
    ]);
    expect([...after.waiting()]).toEqual(['c']);
  });

  test('is sent by nobody else who signs in here', () => {
    const outbox = createOutbox(null);
    outbox.add(pending('a'));
    outbox.add(pending('b', { counselorId: 'earlier' }));
    outbox.keepOnly('me');
    expect(outbox.all().map(({ clientMessageId }) => clientMessageId)).toEqual(['a']);
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

  test('a note that went out says nothing about what came before it', () => {
    const outbox = createOutbox(null);
    const note = pending('note', { isNote: true });
    outbox.add(note);
    outbox.add(pending('reply'));
    outbox.advance(note, 'the note');
    expect(outbox.find('reply')?.lastSeenMessageId).toBe('seen');
    outbox.advance(pending('earlier'), 'the reply before');
    expect(outbox.find('reply')?.lastSeenMessageId).toBe('the reply before');
  });

  test('all of it is forgotten when nobody is signed in', () => {
    const storage = memory();
    const outbox = createOutbox(storage);
    outbox.add(pending('a'));
    outbox.keepOnly(null);
    expect(outbox.all()).toEqual([]);
    expect(createOutbox(storage).all()).toEqual([]);
  });
});
