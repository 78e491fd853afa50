import { describe, expect, it } from 'vitest';
import { openingsBetween, type Schedule } from '../offices/opening.ts';
import { computePromise, type Backlog } from './compute-promise.ts';

const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));
const office: Schedule = { hours, closures: [], state: 'BE' };
const calm: Backlog = { ahead: 0, answersPerHour: null };

/** Instants as clocks in Berlin show them. */
function promised(at: string, backlog = calm, schedule = office): string | undefined {
  const now = new Date(at);
  const until = new Date(now.getTime() + 28 * 86_400_000);
  const found = computePromise(now, openingsBetween(schedule, now, until), backlog);
  return found?.answerBy.toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).slice(0, 16);
}

describe('by when an answer is promised', () => {
  it('is half a working day later where nothing waits, at a full hour', () => {
    expect(promised('2026-06-09T09:20:00+02:00')).toBe('2026-06-09 14:00');
    expect(promised('2026-06-09T15:00:00+02:00')).toBe('2026-06-10 11:00');
    expect(promised('2026-06-09T22:00:00+02:00')).toBe('2026-06-10 13:00');
  });

  it('leaves out the weekend and holidays', () => {
    expect(promised('2026-06-12T16:00:00+02:00')).toBe('2026-06-15 12:00');
    // Good Friday and Easter Monday.
    expect(promised('2026-04-02T16:00:00+02:00')).toBe('2026-04-07 12:00');
    expect(promised('2026-12-23T16:00:00+01:00')).toBe('2026-12-28 12:00');
  });

  it('is the same hour on the clock when the clocks change over the weekend', () => {
    expect(promised('2026-03-27T16:00:00+01:00')).toBe('2026-03-30 12:00');
    expect(promised('2026-10-23T16:00:00+02:00')).toBe('2026-10-26 12:00');
  });

  it('grows with what waits, at the measured pace', () => {
    expect(promised('2026-06-09T09:00:00+02:00', { ahead: 11, answersPerHour: null })).toBe(
      '2026-06-09 15:00',
    );
    expect(promised('2026-06-09T09:00:00+02:00', { ahead: 11, answersPerHour: 1.5 })).toBe(
      '2026-06-09 17:00',
    );
  });

  it('is at most the end of the second working day, or 48 hours', () => {
    const crowd = { ahead: 500, answersPerHour: null };
    expect(promised('2026-06-09T09:00:00+02:00', crowd)).toBe('2026-06-11 17:00');
    expect(promised('2026-06-12T16:00:00+02:00', crowd)).toBe('2026-06-16 17:00');
  });

  it('never lies outside of the hours', () => {
    const short = { ...office, hours: [{ weekday: 2, from: '09:30', to: '13:10' }] };
    expect(promised('2026-06-09T09:00:00+02:00', calm, short)).toBe('2026-06-16 10:00');
  });

  it('is none without any hours', () => {
    expect(promised('2026-06-09T09:00:00+02:00', calm, { ...office, hours: [] })).toBe(undefined);
  });
});
