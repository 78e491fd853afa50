import type { GermanState } from '../contract/german-states.ts';
import type { Closure, OpenHours } from '../contract/office.ts';
import { addDays, dayInBerlin, instantInBerlin, weekdayOf } from './berlin-time.ts';
import { isHoliday } from './holidays.ts';

/** When somebody is there: a week that repeats, less closures and the state's holidays. */
export type Schedule = {
  hours: readonly OpenHours[];
  closures: readonly Pick<Closure, 'from' | 'to'>[];
  /** Null: only the holidays that all states have. */
  state: GermanState | null;
};
export type Opening = { from: Date; to: Date };

/** What promises are computed from where nobody has said when the office is open: Monday to Friday, 9 to 16. */
export const standardHours: readonly OpenHours[] = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  from: '09:00',
  to: '16:00',
}));

const minuteMs = 60_000;
/** Nothing is promised further ahead; a schedule without an opening until then counts as one that nobody filled in. */
const maxDays = 400;

/** An office's schedule; with standard hours as long as it has none of its own. */
export function scheduleOf(office: Schedule): Schedule {
  const { hours, closures, state } = office;
  return { hours: hours.length > 0 ? hours : standardHours, closures, state };
}

/**
 * The openings between two instants in order, cut off at both. Hours are those of the clocks of Berlin, so that an opening
 * over the change to summer time is an hour shorter.
 */
export function openingsBetween(schedule: Schedule, from: Date, to: Date): Opening[] {
  const openings: Opening[] = [];
  const last = dayInBerlin(to);
  for (let day = dayInBerlin(from); day <= last; day = addDays(day, 1)) {
    for (const opening of openingsOn(schedule, day)) {
      const start = Math.max(opening.from.getTime(), from.getTime());
      const end = Math.min(opening.to.getTime(), to.getTime());
      if (start < end) openings.push({ from: new Date(start), to: new Date(end) });
    }
  }
  return openings;
}

/**
 * The instant at which so many minutes of open time have passed. With 0 minutes: now, or the next opening. A schedule that
 * doesn't open within 400 days is read with standard hours and without closures, so that there always is an answer.
 */
export function afterOpenMinutes(schedule: Schedule, at: Date, minutes: number): Date {
  const found = pass(schedule, at, minutes);
  if (found) return found;
  const standard = { hours: standardHours, closures: [], state: schedule.state };
  return pass(standard, at, minutes) ?? new Date(at.getTime() + maxDays * 24 * 60 * minuteMs);
}

function pass(schedule: Schedule, at: Date, minutes: number): Date | null {
  let leftMs = minutes * minuteMs;
  let day = dayInBerlin(at);
  for (let count = 0; count < maxDays; count += 1, day = addDays(day, 1)) {
    for (const { from, to } of openingsOn(schedule, day)) {
      const start = Math.max(from.getTime(), at.getTime());
      const lengthMs = to.getTime() - start;
      if (lengthMs <= 0) continue;
      if (leftMs <= lengthMs) return new Date(start + leftMs);
      leftMs -= lengthMs;
    }
  }
  return null;
}

function openingsOn({ hours, closures, state }: Schedule, day: string): Opening[] {
  const today = hours.filter(({ weekday }) => weekday === weekdayOf(day));
  if (today.length === 0 || isHoliday(state, day)) return [];
  if (closures.some(({ from, to }) => from <= day && day <= to)) return [];
  return today
    .map(({ from, to }) => ({
      from: instantInBerlin(day, minutesOf(from)),
      to: instantInBerlin(day, minutesOf(to)),
    }))
    .sort((a, b) => a.from.getTime() - b.from.getTime());
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
