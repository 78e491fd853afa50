import { expect, it } from 'vitest';
import { lineBackoffMs } from './backoff.ts';
import { standardLineTuning } from './tuning.ts';

const pauses = (random: number) =>
  Array.from(
    { length: 9 },
    (_, index) => lineBackoffMs(index + 1, standardLineTuning, () => random) / 1000,
  );

it('WWI12 pauses double from five seconds to ten minutes, half of each by chance', () => {
  expect(pauses(0)).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  expect(pauses(1)).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600]);
  expect(lineBackoffMs(1000, standardLineTuning, () => 1)).toBe(600_000);
});
