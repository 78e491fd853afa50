import type { TextRange } from '../contract/search.ts';

/** Sorted and without overlap: a part of a compound lies in the whole. */
export function united(ranges: TextRange[]): TextRange[] {
  const sorted = ranges.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const all: TextRange[] = [];
  for (const { start, end } of sorted) {
    const last = all.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}
