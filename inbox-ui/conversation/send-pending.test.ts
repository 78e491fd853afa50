import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Pending } from './outbox.ts';
import { drain, outbox } from './send-pending.ts';

const pending: Pending = {
  clientMessageId: 'a',
  conversationId: 'c',
  counselorId: 'me',
  isNote: false,
  text: 'Guten Tag',
  attachments: [],
  replyToId: null,
  lastSeenMessageId: null,
  createdAt: new Date().toISOString(),
  isForced: false,
  state: 'waiting',
  problem: null,
};

describe('sending what waits', () => {
  afterEach(() => {
    outbox.keepOnly(null);
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const answer = (status: number, body: unknown) =>
    vi.stubGlobal('fetch', async () => Response.json(body, { status }));

  test.each([
    ['a locked screen', 401, { code: 'unauthenticated', isLocked: true }, 'waiting'],
    ['a gateway that restarts', 503, { code: 'unavailable' }, 'waiting'],
    ['a session that has ended', 401, { code: 'unauthenticated' }, 'failed'],
    ['news', 409, { code: 'stale_conversation' }, 'stale'],
  ])('after %s', async (_, status, problem, state) => {
    vi.useFakeTimers();
    answer(status, problem);
    outbox.add(pending);
    await drain(new QueryClient(), 'c');
    expect(outbox.find('a')?.state).toBe(state);
  });
});
