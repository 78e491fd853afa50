import Holidays from 'date-holidays';
import type { GermanState } from '../contract/german-states.ts';

/** date-holidays takes milliseconds for a year of one state; there are sixteen states and few years. */
const known = new Map<string, ReadonlySet<string>>();

/**
 * Whether nobody works in a state on a day (`YYYY-MM-DD`): its public holidays, and 24 and 31 December, which the collective
 * agreements of public service and welfare associations give off. Without a state, only what all have in common. Holidays of
 * single towns (Mariä Himmelfahrt in Catholic Bavaria, Augsburg) are closures of an office.
 */
export function isHoliday(state: GermanState | null, day: string): boolean {
  const year = day.slice(0, 4);
  const key = `${state ?? ''}${year}`;
  let days = known.get(key);
  if (!days) {
    const calendar = state ? new Holidays('DE', state) : new Holidays('DE');
    days = new Set(
      calendar
        .getHolidays(Number(year))
        .filter(({ type }) => type === 'public' || type === 'bank')
        .map(({ date }) => date.slice(0, 10)),
    );
    known.set(key, days);
  }
  return days.has(day);
}
