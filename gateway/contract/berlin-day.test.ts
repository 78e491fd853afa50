import { expect, it } from 'vitest';
import { berlinDay, monthsAfter } from './berlin-day.ts';

it('a day in Berlin begins before it does in Greenwich', () => {
  expect(berlinDay(new Date('2026-07-31T21:59:59Z'))).toBe('2026-07-31');
  expect(berlinDay(new Date('2026-07-31T22:00:00Z'))).toBe('2026-08-01');
});

it('six months after the last of August is the last of February', () => {
  expect(monthsAfter('2026-08-31', 6)).toBe('2027-02-28');
  expect(monthsAfter('2026-11-24', 12)).toBe('2027-11-24');
  expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28');
});
