import type { TextRange } from '../contract/search.ts';
import { united } from './ranges.ts';
import { matchesOf, type Term } from './terms.ts';
import type { Field } from './searchable.ts';
import { wordsOf } from './words.ts';

export type Found = { source: Field['source']; text: string; ranges: TextRange[] };

const snippetLength = 160;
const lead = 50;
const mostRanges = 200;

/** Where the terms are in a message; undefined unless each of them is somewhere. */
export function findIn(fields: Field[], terms: Term[]): Found[] | undefined {
  const missing = new Set(terms);
  const found = fields.map(({ source, text }) => {
    const words = wordsOf(text);
    const hits = terms.flatMap((term) => {
      const matches = matchesOf(term, words);
      if (matches.length > 0) missing.delete(term);
      return matches;
    });
    return { source, text, ranges: united(hits).slice(0, mostRanges) };
  });
  return missing.size > 0 ? undefined : found.filter(({ ranges }) => ranges.length > 0);
}

/** The part of a text around its first hit, on one line, with the ranges that lie in it. */
export function snippetOf({ text, ranges }: Pick<Found, 'text' | 'ranges'>): {
  text: string;
  ranges: TextRange[];
} {
  const first = ranges[0]?.start ?? 0;
  const start = first <= lead ? 0 : wordStart(text, first - lead, first);
  const cut = Math.max(start + snippetLength, ranges[0]?.end ?? 0);
  const end = cut >= text.length ? text.length : wordEnd(text, cut, ranges[0]?.end ?? 0);
  const before = start > 0 ? '… ' : '';
  const shift = before.length - start;
  return {
    text: before + text.slice(start, end).replace(/\s/g, ' ') + (end < text.length ? ' …' : ''),
    ranges: ranges
      .filter((range) => range.start >= start && range.end <= end)
      .map((range) => ({ start: range.start + shift, end: range.end + shift })),
  };
}

/** The next beginning of a word, but not behind `limit`. */
function wordStart(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/);
  return space < 0 ? from + partOfPair(text, from) : from + space + 1;
}

/** The last end of a word, but not before `limit`. */
function wordEnd(text: string, to: number, limit: number): number {
  const space = text.slice(limit, to).search(/\s\S*$/);
  return space < 0 ? to + partOfPair(text, to) : limit + space;
}

/** 1 in the middle of a surrogate pair. */
function partOfPair(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? 1 : 0;
}
