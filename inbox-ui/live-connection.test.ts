import { expect, test } from 'vitest';
import { reconnectDelayMs } from './live-connection.ts';

test('the pause before a new connection doubles up to half a minute', () => {
  expect([0, 1, 2, 3, 9].map((failures) => reconnectDelayMs(failures, 0))).toEqual([
    1000, 2000, 4000, 8000, 30_000,
  ]);
});

test('browsers that were cut off together come back spread over a third of the pause', () => {
  expect(reconnectDelayMs(9, 1)).toBe(20_000);
  expect(reconnectDelayMs(9, 0.5)).toBe(25_000);
});
