import { expect, test } from 'vitest';
import { isQuiet } from './quiet-hours.ts';

const workdays = [1, 2, 3, 4, 5];
const night = { isOn: true, from: '18:00', to: '08:00', days: workdays };
const at = (iso: string) => new Date(iso);

test('a night begins on its day and ends on the next', () => {
  // Tuesday 24 November 2026, winter time: Berlin is an hour ahead of UTC.
  expect(isQuiet(night, at('2026-11-24T16:59:59Z'))).toBe(false);
  expect(isQuiet(night, at('2026-11-24T17:00:00Z'))).toBe(true);
  expect(isQuiet(night, at('2026-11-25T06:59:59Z'))).toBe(true);
  expect(isQuiet(night, at('2026-11-25T07:00:00Z'))).toBe(false);
});

test('the night of Friday ends on Saturday, and on Saturday none begins', () => {
  expect(isQuiet(night, at('2026-11-28T05:00:00Z'))).toBe(true);
  expect(isQuiet(night, at('2026-11-28T20:00:00Z'))).toBe(false);
  expect(isQuiet(night, at('2026-11-30T05:00:00Z'))).toBe(false);
});

test('summer time moves with the clocks on the wall', () => {
  expect(isQuiet(night, at('2026-07-14T15:59:59Z'))).toBe(false);
  expect(isQuiet(night, at('2026-07-14T16:00:00Z'))).toBe(true);
});

test('the night the clocks change is an hour longer or shorter, and has no gap', () => {
  const always = { ...night, days: [1, 2, 3, 4, 5, 6, 7] };
  for (let hour = 0; hour < 6; hour += 1) {
    expect(isQuiet(always, at(`2026-10-25T0${hour}:30:00Z`))).toBe(true);
    expect(isQuiet(always, at(`2026-03-29T0${hour}:30:00Z`))).toBe(hour < 6);
  }
  expect(isQuiet(always, at('2026-10-25T06:30:00Z'))).toBe(true);
  expect(isQuiet(always, at('2026-03-29T06:00:00Z'))).toBe(false);
});

test('a break within the day, a whole day, and none at all', () => {
  const lunch = { isOn: true, from: '12:00', to: '13:00', days: [2] };
  expect(isQuiet(lunch, at('2026-11-24T11:30:00Z'))).toBe(true);
  expect(isQuiet(lunch, at('2026-11-24T12:00:00Z'))).toBe(false);
  expect(isQuiet(lunch, at('2026-11-25T11:30:00Z'))).toBe(false);
  const sunday = { isOn: true, from: '00:00', to: '00:00', days: [7] };
  expect(isQuiet(sunday, at('2026-11-29T11:30:00Z'))).toBe(true);
  expect(isQuiet(sunday, at('2026-11-29T23:00:00Z'))).toBe(false);
  expect(isQuiet({ ...sunday, isOn: false }, at('2026-11-29T11:30:00Z'))).toBe(false);
});
