import { expect, test } from 'vitest';
import { duration, shortDuration } from './duration.ts';

const hour = 3_600_000;

test('a length of time says hours and minutes while minutes matter', () => {
  expect(duration(3 * hour + 20 * 60_000, 'de')).toBe('3 Std. 20 Min.');
  expect(duration(23 * hour + 20 * 60_000, 'de')).toBe('23 Std.');
  expect(duration(50 * hour, 'de')).toBe('2 Tage');
  expect(duration(10_000, 'en')).toBe('1 min');
});

test('in a row it is one unit', () => {
  expect(shortDuration(3 * hour + 20 * 60_000, 'de')).toBe('3 Std.');
  expect(shortDuration(59 * 60_000, 'de')).toBe('59 Min.');
});
