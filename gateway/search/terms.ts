import { compoundsOf, numbersOf, type Word } from './words.ts';

/** One word that is looked for: found as any of its forms, or as the beginning of a word where it is long enough. */
export type Term = { forms: string[]; isBeginning: boolean };

/** How many letters a beginning must have: names are shorter than words. */
export type Least = { letters: number };

/**
 * What a query asks for: every term must be found. A part of a compound or of a number is also found in the whole:
 * "12/345" in "12345". Of a query with longer words, shorter ones count as beginnings, because somebody is still typing.
 */
export function termsOf(query: string, { letters }: Least = { letters: 3 }): Term[] {
  const numbers = numbersOf(query);
  const asked = compoundsOf(query).flatMap(({ whole, parts }) =>
    parts.length === 0
      ? [withNumber(whole.forms, whole, numbers)]
      : parts.map((part) => withNumber([...part.forms, ...whole.forms], part, numbers)),
  );
  const isLong = (forms: string[]) => forms.every((form) => lengthOf(form) >= letters);
  const all = asked.filter((forms) => forms.length > 0);
  const hasLong = all.some(isLong);
  return all.map((forms) => ({ forms, isBeginning: hasLong || isLong(forms) }));
}

function withNumber(forms: string[], { start, end }: Word, numbers: Word[]): string[] {
  const around = numbers.filter((number) => number.start <= start && end <= number.end);
  return [...new Set([...forms, ...around.flatMap((number) => number.forms)])];
}

/** Those of a text's words that a term means. */
export function matchesOf(term: Term, words: Word[]): Word[] {
  const isMeant = (known: string) =>
    term.forms.some((form) => known === form || (term.isBeginning && known.startsWith(form)));
  return words.filter(({ forms }) => forms.some(isMeant));
}

/** Letters as people count them, more or less: code points. */
export function lengthOf(form: string): number {
  let length = 0;
  for (const _letter of form) length += 1;
  return length;
}
