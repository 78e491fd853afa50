import { describe, expect, it } from 'vitest';
import { germanStateCodes, type GermanState } from '../contract/german-states.ts';
import { isHoliday } from './holidays.ts';
import { afterOpenMinutes, openingsBetween, scheduleOf, type Schedule } from './opening.ts';

const at = (text: string) => new Date(text);
const week = (from: string, to: string, weekdays = [1, 2, 3, 4, 5]) =>
  weekdays.map((weekday) => ({ weekday, from, to }));
const schedule = (changes: Partial<Schedule> = {}): Schedule => ({
  hours: week('09:00', '16:00'),
  closures: [],
  state: 'BE',
  ...changes,
});
const openings = (of: Schedule, from: string, to: string) =>
  openingsBetween(of, at(from), at(to)).map(({ from, to }) => [
    from.toISOString().slice(0, 16),
    to.toISOString().slice(0, 16),
  ]);
const after = (of: Schedule, from: string, minutes: number) =>
  afterOpenMinutes(of, at(from), minutes).toISOString().slice(0, 16);

describe('when an office is open', () => {
  it('its openings are those of the week, cut off at both ends', () => {
    expect(openings(schedule(), '2026-11-20T10:00Z', '2026-11-23T10:30Z')).toEqual([
      ['2026-11-20T10:00', '2026-11-20T15:00'],
      ['2026-11-23T08:00', '2026-11-23T10:30'],
    ]);
    expect(openings(schedule(), '2026-11-21T00:00Z', '2026-11-22T23:00Z')).toEqual([]);
  });

  it('two times a day are two openings', () => {
    const twice = schedule({
      hours: [...week('14:00', '18:00', [2]), ...week('09:00', '12:00', [2])],
    });
    expect(openings(twice, '2026-11-24T00:00Z', '2026-11-25T00:00Z')).toEqual([
      ['2026-11-24T08:00', '2026-11-24T11:00'],
      ['2026-11-24T13:00', '2026-11-24T17:00'],
    ]);
  });

  it('an opening until midnight ends with the day', () => {
    const late = schedule({ hours: week('20:00', '24:00', [2]) });
    expect(openings(late, '2026-11-24T00:00Z', '2026-11-26T00:00Z')).toEqual([
      ['2026-11-24T19:00', '2026-11-24T23:00'],
    ]);
  });

  it('hours follow the clocks of Berlin over both changes of the year', () => {
    // Clocks go forward on Sunday 29 March and back on Sunday 25 October 2026.
    expect(openings(schedule(), '2026-03-27T00:00Z', '2026-03-30T23:00Z')).toEqual([
      ['2026-03-27T08:00', '2026-03-27T15:00'],
      ['2026-03-30T07:00', '2026-03-30T14:00'],
    ]);
    expect(openings(schedule(), '2026-10-23T00:00Z', '2026-10-26T23:00Z')).toEqual([
      ['2026-10-23T07:00', '2026-10-23T14:00'],
      ['2026-10-26T08:00', '2026-10-26T15:00'],
    ]);
    const always = schedule({ hours: week('00:00', '24:00', [1, 2, 3, 4, 5, 6, 7]) });
    const hoursOf = (day: string, next: string) =>
      openingsBetween(always, at(day), at(next)).reduce(
        (sum, { from, to }) => sum + (to.getTime() - from.getTime()) / 3_600_000,
        0,
      );
    expect(hoursOf('2026-03-28T23:00Z', '2026-03-29T22:00Z')).toBe(23);
    expect(hoursOf('2026-10-24T22:00Z', '2026-10-25T23:00Z')).toBe(25);
    const sunday = schedule({ hours: week('01:00', '05:00', [7]) });
    expect(openings(sunday, '2026-03-28T12:00Z', '2026-03-29T12:00Z')).toEqual([
      ['2026-03-29T00:00', '2026-03-29T03:00'],
    ]);
    expect(openings(sunday, '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toEqual([
      ['2026-10-24T23:00', '2026-10-25T04:00'],
    ]);
  });

  it('open minutes run on over night, weekend and the change of the clocks', () => {
    expect(after(schedule(), '2026-11-20T14:30Z', 60)).toBe('2026-11-23T08:30');
    expect(after(schedule(), '2026-11-20T14:30Z', 30)).toBe('2026-11-20T15:00');
    expect(after(schedule(), '2026-03-27T14:30Z', 60)).toBe('2026-03-30T07:30');
    expect(after(schedule(), '2026-10-23T13:30Z', 60)).toBe('2026-10-26T08:30');
    expect(after(schedule(), '2026-11-21T10:00Z', 0)).toBe('2026-11-23T08:00');
    expect(after(schedule(), '2026-11-23T10:00Z', 0)).toBe('2026-11-23T10:00');
  });

  it('nobody is there from Christmas Eve to Boxing Day, on New Year’s Eve and on New Year', () => {
    expect(
      openings(schedule(), '2026-12-23T00:00Z', '2027-01-04T23:00Z').map(([day]) => day),
    ).toEqual([
      '2026-12-23T08:00',
      '2026-12-28T08:00',
      '2026-12-29T08:00',
      '2026-12-30T08:00',
      '2027-01-04T08:00',
    ]);
    expect(after(schedule(), '2026-12-23T14:00Z', 120)).toBe('2026-12-28T09:00');
  });

  it('closures count with their first and last day', () => {
    const closed = schedule({ closures: [{ from: '2026-11-24', to: '2026-11-26' }] });
    expect(openings(closed, '2026-11-23T00:00Z', '2026-11-27T23:00Z').map(([day]) => day)).toEqual([
      '2026-11-23T08:00',
      '2026-11-27T08:00',
    ]);
  });

  it('one that never opens still gives an answer, from standard hours', () => {
    const never = schedule({ closures: [{ from: '2026-01-01', to: '2030-12-31' }] });
    expect(after(never, '2026-11-24T10:00Z', 60)).toBe('2026-11-24T11:00');
    expect(openings(never, '2026-11-24T00:00Z', '2026-12-24T00:00Z')).toEqual([]);
    const empty = schedule({ hours: [] });
    expect(scheduleOf(empty).hours).toHaveLength(5);
    expect(after(empty, '2026-11-24T15:30Z', 60)).toBe('2026-11-25T09:00');
  });
});

describe('holidays', () => {
  const where = (day: string) =>
    germanStateCodes.filter((state) => isHoliday(state, day)).toSorted();

  it('are those of the state', () => {
    expect(where('2026-11-18')).toEqual(['SN']);
    const corpusChristi: GermanState[] = ['BW', 'BY', 'HE', 'NW', 'RP', 'SL'];
    expect(where('2026-06-04')).toEqual(corpusChristi);
    expect(where('2026-03-08')).toEqual(['BE', 'MV']);
    expect(where('2026-09-20')).toEqual(['TH']);
    expect(where('2026-01-06')).toEqual(['BW', 'BY', 'ST']);
    expect(where('2026-10-31')).toEqual(['BB', 'HB', 'HH', 'MV', 'NI', 'SH', 'SN', 'ST', 'TH']);
    expect(where('2026-11-01')).toEqual(['BW', 'BY', 'NW', 'RP', 'SL']);
    for (const day of ['2026-10-03', '2026-12-25', '2027-01-01', '2027-03-26'])
      expect(where(day), day).toHaveLength(16);
    expect(where('2026-11-17')).toEqual([]);
  });

  it('without a state are those that all have', () => {
    expect(isHoliday(null, '2026-12-25')).toBe(true);
    expect(isHoliday(null, '2026-06-04')).toBe(false);
  });

  it('are looked up once for a year and state', () => {
    isHoliday('HH', '2031-01-02');
    const before = performance.now();
    for (let count = 0; count < 10_000; count += 1) isHoliday('HH', '2031-01-02');
    expect(performance.now() - before).toBeLessThan(200);
  });
});
