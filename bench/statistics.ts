/** The middle value; of an even number the mean of the two middle ones. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper;
}

/** Half the distance between smallest and largest, in percent of the median. */
export function spreadPercent(values: number[]): number {
  return Math.round(((Math.max(...values) - Math.min(...values)) / 2 / median(values)) * 100);
}
