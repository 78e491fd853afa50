import type { WorkingHours } from '../contract/profile.ts';
import { dayInGermany } from './day-in-germany.ts';

export type Schedule = { hours: WorkingHours; closures: readonly { from: string; to: string }[] };
export type Opening = { from: Date; to: Date };

const dayMs = 86_400_000;
const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Monday to Friday, nine to five: what holds where nobody has said otherwise. */
export const standardHours: WorkingHours = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  from: '09:00',
  to: '17:00',
}));

/** When somebody is there, in order; cut off at both ends. */
export function openingsBetween(schedule: Schedule, from: Date, to: Date): Opening[] {
  const openings: Opening[] = [];
  const last = dayInGermany(to);
  for (let day = dayInGermany(from); day <= last; day = nextDay(day)) {
    if (schedule.closures.some((closure) => closure.from <= day && day <= closure.to)) continue;
    for (const hours of schedule.hours.filter(({ weekday }) => weekday === weekdayOf(day))) {
      const opening = {
        from: later(instantOf(day, hours.from), from),
        to: earlier(instantOf(day, hours.to), to),
      };
      if (opening.from < opening.to) openings.push(opening);
    }
  }
  return openings;
}

/** The moment of a time on the clock in Germany; one that the clock skips in spring is an hour later. */
function instantOf(day: string, time: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const offsetAt = (at: number) =>
    Date.parse(`${wallClock.format(new Date(at)).replace(' ', 'T')}Z`) - at;
  return new Date(wanted - offsetAt(wanted - offsetAt(wanted)));
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
