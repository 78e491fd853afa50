import { expect, test } from 'vitest';
import { dayName, fullTime, relativeTime, timeAgo } from './format-time.ts';

const now = new Date(2026, 2, 12, 10, 0);
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test('a row says how long ago in a few letters', () => {
  expect(relativeTime(before(0), now, 'de')).toBe('jetzt');
  expect(relativeTime(before(5), now, 'de')).toBe('5 Min.');
  expect(relativeTime(before(180), now, 'de')).toBe('3 Std.');
  expect(relativeTime(before(60 * 24), now, 'de')).toBe('gestern');
  expect(relativeTime(before(60 * 24 * 3), now, 'de')).toBe('Mo');
  expect(relativeTime(before(60 * 24 * 30), now, 'de')).toBe('10.02.');
});

test('late in the evening is yesterday, even if few hours have passed', () => {
  expect(relativeTime(new Date(2026, 2, 11, 23, 30), now, 'en')).toBe('yesterday');
});

test('a sentence has whole words', () => {
  expect(timeAgo(before(5), now, 'de')).toBe('vor 5 Minuten');
  expect(timeAgo(before(60 * 24 * 3), now, 'en')).toBe('3 days ago');
});

test('the line between days has names for today and yesterday, and the year when it is another', () => {
  expect(dayName(now, now, 'de')).toBe('heute');
  expect(dayName(before(60 * 24), now, 'de')).toBe('gestern');
  expect(dayName(new Date(2025, 2, 3), now, 'en')).toContain('2025');
});

test('Arabic and Farsi use the Gregorian calendar and the digits of German letters', () => {
  expect(fullTime(now, 'fa')).toContain('2026');
  expect(fullTime(now, 'ar')).toMatch(/12 مارس 2026.*10:00/);
  expect(relativeTime(before(5), now, 'ar')).toMatch(/^5 د/);
});

test('every language has its own words and forms', () => {
  expect(timeAgo(before(5), now, 'ru')).toBe('5 минут назад');
  expect(timeAgo(before(2), now, 'ru')).toBe('2 минуты назад');
  expect(timeAgo(before(5), now, 'uk')).toBe('5 хвилин тому');
  expect(timeAgo(before(5), now, 'tr')).toBe('5 dakika önce');
  expect(timeAgo(before(2), now, 'ar')).toBe('قبل دقيقتين');
  expect(dayName(before(60 * 24 * 4), now, 'uk')).toBe('неділя, 8 березня');
  expect(relativeTime(before(60 * 24 * 30), now, 'en')).toBe('10/02');
});
