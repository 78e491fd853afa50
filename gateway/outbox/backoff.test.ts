import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

it('the wait doubles from one second to ten minutes', () => {
  const waits = [1, 2, 3, 4, 10, 11, 50].map((attempts) => backoffMs(attempts, null, () => 1));
  expect(waits).toEqual([1000, 2000, 4000, 8000, 512_000, 600_000, 600_000]);
});

it('jitter takes away at most half', () => {
  expect(backoffMs(4, null, () => 0)).toBe(4000);
  expect(backoffMs(4, null, () => 0.5)).toBe(6000);
});

it('TGO10 the time the provider asks for is never undercut', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 0, max: 3_600_000 }),
      (attempts, retryAfterMs) => {
        expect(backoffMs(attempts, retryAfterMs)).toBeGreaterThanOrEqual(retryAfterMs);
      },
    ),
  );
});

it('a wait is a whole number of milliseconds, of half a second to ten minutes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, random) => {
        const wait = backoffMs(attempts, null, () => random);
        expect(Number.isSafeInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(500);
        expect(wait).toBeLessThanOrEqual(600_000);
      },
    ),
  );
});
