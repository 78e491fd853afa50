import type { Row } from '../intake.ts';
import { median } from '../statistics.ts';

type Figure = {
  figure: string;
  unit?: string;
  values: number[];
  /** What the same costs at its barest, or for the small size. */
  floor?: number[];
  /** The largest median allowed, or the largest p99. */
  limit?: number;
  isWorst?: boolean;
  /** The largest ratio to the floor allowed. */
  ratioLimit?: number;
};

/** One line of the table: median, p99, the floor of the same run, and whether the aim is met. */
export function figure({
  figure: name,
  unit = 'ms',
  values,
  floor,
  limit,
  isWorst = false,
  ratioLimit,
}: Figure): Row {
  const middle = median(values);
  const base = floor && median(floor);
  const ratio = base === undefined ? undefined : middle / base;
  const high = percentile(values, 0.99);
  const isMet =
    (limit === undefined || (isWorst ? high : middle) <= limit) &&
    (ratioLimit === undefined || (ratio ?? Infinity) <= ratioLimit);
  return {
    figure: name,
    unit,
    p50: round(middle),
    p99: round(high),
    n: values.length,
    floor: base === undefined ? '' : round(base),
    ratio: ratio === undefined ? '' : Number(ratio.toFixed(2)),
    aim:
      limit !== undefined
        ? `${isWorst ? 'p99 ' : ''}≤ ${limit}`
        : ratioLimit !== undefined
          ? `≤ ${ratioLimit} ×`
          : '',
    met: limit === undefined && ratioLimit === undefined ? '' : isMet ? 'yes' : 'NO',
  };
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toFixed(value < 10 ? 1 : 0));
}
