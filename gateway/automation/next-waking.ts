import type { Path, Step } from './path.ts';
import type { Waking } from './path-row.ts';

export type WakingTiming = { reminderMs: number; assignmentMs: number };
export const standardWaking: WakingTiming = {
  reminderMs: 4 * 3_600_000,
  assignmentMs: 15 * 60_000,
};
type Facts = {
  path: Path;
  status: string;
  assigneeId: string | null;
  isReminded: boolean;
  windowUntil: Date | null;
};

/** Who was asked these wanted a person and has got no promise yet. */
const optional: readonly Step[] = ['postcode', 'age', 'asylum', 'referral', 'counselor', 'concern'];
const beforeWindowMs = 600_000;
const night = { from: 21, to: 8 };

/**
 * What happens if nobody does anything: an unfinished way gets one reminder, by day and within the reply window; who has
 * consented and has nobody gets a counselor. Null when it simply waits.
 */
export function nextWaking(
  { path, status, assigneeId, isReminded, windowUntil }: Facts,
  now: Date,
  { reminderMs, assignmentMs }: WakingTiming,
): { for: Waking; at: Date } | null {
  if (path.step === 'counseling') return null;
  if (status === 'open' && path.hasConsent && !assigneeId)
    return { for: 'assignment', at: later(now, assignmentMs) };
  // Whoever has read a menu or an answer has what they came for.
  const isOpen = status === 'automated' ? path.step === 'consent' : optional.includes(path.step);
  if (isReminded || !isOpen || status === 'closed') return null;
  const at = byDay(later(now, reminderMs));
  return windowUntil && later(at, beforeWindowMs) > windowUntil ? null : { for: 'reminder', at };
}

/** The same instant, or eight in the morning in Berlin when it is night there. */
export function byDay(at: Date): Date {
  const { hour, minute } = berlinTime(at);
  if (hour >= night.to && hour < night.from) return at;
  const hours = hour < night.to ? night.to - hour : 24 - hour + night.to;
  return later(at, (hours * 60 - minute) * 60_000);
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

function berlinTime(at: Date): { hour: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { hour: number('hour'), minute: number('minute') };
}
