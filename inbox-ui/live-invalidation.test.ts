import { describe, expect, test, vi } from 'vitest';
import { createInvalidator, staleKeys } from './live-invalidation.ts';

describe('staleKeys', () => {
  test('a new message makes its thread, its conversation, the lists and the counts stale', () => {
    const keys = staleKeys({ type: 'message.received', conversationId: 'c1', messageId: 'm1' });
    expect(keys).toContainEqual(['messages', 'c1']);
    expect(keys).toContainEqual(['conversation', 'c1']);
    expect(keys).toContainEqual(['conversations']);
    expect(keys).toContainEqual(['conversation-counts']);
  });

  test('a changed conversation leaves its thread alone', () => {
    const keys = staleKeys({ type: 'conversation.updated', conversationId: 'c1' });
    expect(keys).toContainEqual(['conversation', 'c1']);
    expect(keys).toContainEqual(['activities', 'c1']);
    expect(keys).not.toContainEqual(['messages', 'c1']);
  });

  test('a renamed contact shows in the lists, too', () => {
    const keys = staleKeys({ type: 'contact.updated', contactId: 'p1' });
    expect(keys).toEqual([['contact', 'p1'], ['activities'], ['conversations']]);
  });

  test('a renamed label shows wherever conversations are shown', () => {
    const keys = staleKeys({ type: 'label.updated' });
    expect(keys).toEqual([['labels'], ['activities'], ['conversation'], ['conversations']]);
  });

  test('a draft of another window is read again, the list of drafts only when it changes', () => {
    const draft = { conversationId: 'c1' };
    expect(staleKeys({ type: 'draft.updated', ...draft })).toEqual([['draft', 'c1']]);
    expect(staleKeys({ type: 'draft.created', ...draft })).toEqual([['draft', 'c1'], ['drafts']]);
    expect(staleKeys({ type: 'draft.removed', ...draft })).toEqual([['draft', 'c1'], ['drafts']]);
  });

  test('a changed saved reply leaves everything else alone', () => {
    expect(staleKeys({ type: 'saved_reply.updated' })).toEqual([['saved-replies']]);
  });

  test('a reset makes everything stale', () => {
    expect(staleKeys({ type: 'reset' })).toBeUndefined();
  });
});

describe('createInvalidator', () => {
  test('the first event refetches at once, a burst of 100 only once more per interval', async () => {
    vi.useFakeTimers();
    const refetches: string[] = [];
    const invalidate = createInvalidator(async (key) => refetches.push(JSON.stringify(key)));
    for (let event = 0; event < 100; event += 1) invalidate(['conversations']);
    expect(refetches).toEqual(['["conversations"]']);
    await vi.advanceTimersByTimeAsync(250);
    expect(refetches).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2000);
    expect(refetches).toHaveLength(2);
    vi.useRealTimers();
  });

  test('the open thread follows at once, the counts only every two seconds', async () => {
    vi.useFakeTimers();
    const refetches: string[] = [];
    const invalidate = createInvalidator(async (key) => refetches.push(String(key[0])));
    for (let passedMs = 0; passedMs < 1000; passedMs += 50) {
      invalidate(['messages', 'c1']);
      invalidate(['conversation-counts']);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(refetches.filter((kind) => kind === 'messages')).toHaveLength(20);
    expect(refetches.filter((kind) => kind === 'conversation-counts')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(refetches.filter((kind) => kind === 'conversation-counts')).toHaveLength(2);
    vi.useRealTimers();
  });

  test('a slow refetch is not started again before it has ended', async () => {
    vi.useFakeTimers();
    let started = 0;
    let finish: () => void = () => undefined;
    const invalidate = createInvalidator(() => {
      started += 1;
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    invalidate(['counts']);
    await vi.advanceTimersByTimeAsync(1000);
    invalidate(['counts']);
    expect(started).toBe(1);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(started).toBe(2);
    vi.useRealTimers();
  });

  test('a failing refetch does not stop the next one, and other keys do not wait', async () => {
    vi.useFakeTimers();
    const refetches: string[] = [];
    const invalidate = createInvalidator((key) => {
      refetches.push(String(key[0]));
      return Promise.reject(new Error('offline'));
    });
    invalidate(['a']);
    invalidate(['b']);
    expect(refetches).toEqual(['a', 'b']);
    await vi.advanceTimersByTimeAsync(250);
    invalidate(['a']);
    expect(refetches).toEqual(['a', 'b', 'a']);
    vi.useRealTimers();
  });
});
