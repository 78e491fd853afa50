import type { ChannelExchange, ChannelHealth } from '../../gateway/contract/channel-log.ts';
import { intlTag } from '../intl.ts';

export type HealthLevel = 'fine' | 'attention' | 'trouble';

const serious = new Set([
  'account_inactive',
  'credentials_failed',
  'webhook_elsewhere',
  'webhook_failing',
  'webhook_missing',
]);
const minuteMs = 60_000;
const longWaitMs = 10 * minuteMs;
const recentMs = 15 * minuteMs;

/** Whether somebody has to act, should look, or may rest. */
export function levelOf(health: ChannelHealth, now: number): HealthLevel {
  const { backlog, provider } = health;
  const ageMs = (at: string | null) => (at === null ? Infinity : now - Date.parse(at));
  const isStuck = backlog.oldestQueuedAt !== null && ageMs(backlog.oldestQueuedAt) > longWaitMs;
  if (isStuck || serious.has(provider?.problem?.code ?? '')) return 'trouble';
  const isPoor = provider?.quality === 'red' || provider?.quality === 'yellow';
  const hasRecentError = ageMs(health.lastErrorAt) < recentMs;
  return provider?.problem || isPoor || backlog.unknown > 0 || hasRecentError
    ? 'attention'
    : 'fine';
}

/** A day and a time to the second, short enough for a row. */
export function stampOf(at: string, language: string): string {
  return new Intl.DateTimeFormat(intlTag(language), {
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(at));
}

/** One row per exchange; pages that were loaded at different times may overlap. */
export function rowsOf(pages: { items: ChannelExchange[] }[]): ChannelExchange[] {
  const rows = new Map(pages.flatMap(({ items }) => items).map((item) => [item.id, item]));
  return [...rows.values()];
}

export type LogFilters = {
  direction: '' | 'inbound' | 'outbound';
  failed: '' | 'true' | 'false';
  messageId: string;
};

/** The address of the page holds its filters, so that it can be linked to. */
export function filtersOf(search: URLSearchParams): LogFilters {
  const direction = search.get('direction');
  const failed = search.get('failed');
  return {
    direction: direction === 'inbound' || direction === 'outbound' ? direction : '',
    failed: failed === 'true' || failed === 'false' ? failed : '',
    messageId: search.get('messageId') ?? '',
  };
}

/** Only what is set. */
export function givenFilters(filters: LogFilters): Partial<Record<keyof LogFilters, string>> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}
