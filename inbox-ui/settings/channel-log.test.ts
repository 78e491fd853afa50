import { describe, expect, it } from 'vitest';
import type { ChannelHealth } from '../../gateway/contract/channel-log.ts';
import { filtersOf, givenFilters, levelOf } from './channel-log.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const healthy: ChannelHealth = {
  lastReceivedAt: null,
  lastSentAt: null,
  lastErrorAt: null,
  lastErrorCode: null,
  backlog: { queued: 0, oldestQueuedAt: null, unknown: 0, pendingMedia: 0 },
  provider: null,
  exchanges24h: { ok: 0, failed: 0 },
  p50Ms: null,
  p95Ms: null,
  reconciledUntil: null,
};
const provider = (more: Partial<NonNullable<ChannelHealth['provider']>>) => ({
  ...healthy,
  provider: {
    checkedAt: '2026-11-24T11:59:00Z',
    pendingCount: 0,
    lastErrorAt: null,
    lastError: null,
    quality: null,
    problem: null,
    ...more,
  },
});
const problem = (code: string) => provider({ problem: { code, text: '' } });
const backlog = (more: Partial<ChannelHealth['backlog']>) => ({
  ...healthy,
  backlog: { ...healthy.backlog, ...more },
});

describe('how a channel is, in one word', () => {
  it.each([
    ['fine', 'nothing happened yet', healthy],
    ['fine', 'the provider is content', provider({ quality: 'green' })],
    ['fine', 'an error an hour ago', { ...healthy, lastErrorAt: '2026-11-24T11:00:00Z' }],
    ['fine', 'messages that leave', backlog({ queued: 3, oldestQueuedAt: '2026-11-24T11:59:30Z' })],
    ['attention', 'an error just now', { ...healthy, lastErrorAt: '2026-11-24T11:58:00Z' }],
    ['attention', 'messages without an answer', backlog({ unknown: 1 })],
    ['attention', 'a low quality', provider({ quality: 'red' })],
    ['attention', 'a limited account', problem('account_limited')],
    ['attention', 'a provider that can’t be asked', problem('unreachable')],
    ['trouble', 'a webhook that is gone', problem('webhook_missing')],
    ['trouble', 'refused credentials', problem('credentials_failed')],
    ['trouble', 'messages that wait too long', backlog({ oldestQueuedAt: '2026-11-24T11:40:00Z' })],
  ] as const)('%s: %s', (level, _, health) => {
    expect(levelOf(health, now)).toBe(level);
  });
});

describe('the filters in the address', () => {
  it('are read, and what is none is left out', () => {
    const search = new URLSearchParams('direction=inbound&failed=maybe&messageId=m1&x=y');
    expect(filtersOf(search)).toEqual({ direction: 'inbound', failed: '', messageId: 'm1' });
    expect(givenFilters(filtersOf(search))).toEqual({ direction: 'inbound', messageId: 'm1' });
  });
});
