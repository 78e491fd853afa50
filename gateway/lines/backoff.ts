import type { LineTuning } from './tuning.ts';

/** How long a lost line rests: twice as long after each loss, and the upper half of it by chance. */
export function lineBackoffMs(
  losses: number,
  { minBackoffMs, maxBackoffMs }: Pick<LineTuning, 'minBackoffMs' | 'maxBackoffMs'>,
  random: () => number = Math.random,
): number {
  const longest = Math.min(maxBackoffMs, minBackoffMs * 2 ** losses);
  return Math.max(minBackoffMs, Math.round((longest * (1 + random())) / 2));
}
