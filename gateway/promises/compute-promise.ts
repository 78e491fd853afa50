import { dayInBerlin } from '../offices/berlin-time.ts';
import type { Opening } from '../offices/opening.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Half a working day: nobody is promised an answer sooner. */
export const leastMinutes = 240;
/** Answers in an hour of work, where too few were written to measure it. */
export const usualRate = 2;
const slowestRate = 1;
const fastestRate = 6;

export type Backlog = {
  /** Conversations that are answered before this one. */
  ahead: number;
  /** Measured; null where there is too little to measure. */
  answersPerHour: number | null;
};

/** The sum behind a promise, without a word of anybody: kept with it, shown to counselors. */
export type Sum = Backlog & {
  /** Minutes of working time until the answer. */
  minutes: number;
  /** The bound was reached before the work was done: at most 48 hours or the end of the second working day. */
  isCapped: boolean;
};

/**
 * By when an answer may be promised: after `(ahead + 1) / answersPerHour` hours of working time, the rate taken as one to
 * six; at least half a working day, at most 48 hours or two working days, whichever is later; then up to the next full
 * hour at which somebody is there.
 *
 * `openings` are those from now on, in order. Null when they hold no full hour.
 */
export function computePromise(
  now: Date,
  openings: readonly Opening[],
  { ahead, answersPerHour }: Backlog,
): { answerBy: Date; sum: Sum } | null {
  const rate = Math.min(fastestRate, Math.max(slowestRate, answersPerHour ?? usualRate));
  const minutes = Math.max(leastMinutes, Math.ceil(((ahead + 1) * 60) / rate));
  const hours = fullHours(openings);
  const limit = latest(now, openings);
  const bound = hours.findLast((hour) => hour <= limit);
  const end = afterMinutes(openings, minutes);
  const worked = end && hours.find((hour) => hour >= end);
  const isCapped = bound !== undefined && (!worked || worked > bound);
  const answerBy = isCapped ? bound : worked;
  return answerBy ? { answerBy, sum: { ahead, answersPerHour, minutes, isCapped } } : null;
}

/** The moment at which so many minutes of openings have passed. */
function afterMinutes(openings: readonly Opening[], minutes: number): Date | null {
  let leftMs = minutes * minuteMs;
  for (const { from, to } of openings) {
    const lengthMs = to.getTime() - from.getTime();
    if (lengthMs >= leftMs) return new Date(from.getTime() + leftMs);
    leftMs -= lengthMs;
  }
  return null;
}

function latest(now: Date, openings: readonly Opening[]): Date {
  const today = dayInBerlin(now);
  const days = [...new Set(openings.map(({ to }) => dayInBerlin(to)))].filter((day) => day > today);
  const second = days[1] ?? days[0];
  const end = openings.findLast(({ to }) => dayInBerlin(to) === second)?.to;
  const in48Hours = new Date(now.getTime() + 48 * hourMs);
  return end && end > in48Hours ? end : in48Hours;
}

/** Every full hour at which somebody has been there for a while. */
function fullHours(openings: readonly Opening[]): Date[] {
  return openings.flatMap(({ from, to }) => {
    const hours: Date[] = [];
    for (
      let at = Math.floor(from.getTime() / hourMs + 1) * hourMs;
      at <= to.getTime();
      at += hourMs
    )
      hours.push(new Date(at));
    return hours;
  });
}
