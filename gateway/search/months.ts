const firstYear = 2010;

/** The bucket of a message: its month in UTC, as a number that rises by one a month. Before 2010 all is one bucket. */
export function monthOf(at: Date): number {
  return Math.max(0, (at.getUTCFullYear() - firstYear) * 12 + at.getUTCMonth());
}

/**
 * Blocks of months from the newest to the oldest, each twice as long as the one before: 1, 2, 4, 8 … What is new is found
 * at once, and what is old in few steps.
 */
export function* blocksOfMonths(newest: number, oldest: number): Generator<number[]> {
  for (let length = 1, last = newest; last >= oldest; last -= length, length *= 2) {
    const count = Math.min(length, last - oldest + 1);
    yield Array.from({ length: count }, (_, index) => last - index);
    if (count < length) return;
  }
}
