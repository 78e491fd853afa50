import type { OrganizationKeys } from '../keyring.ts';
import { lengthOf, type Term } from './terms.ts';
import type { Word } from './words.ts';

/** Which beginnings of a word have a token of their own. Longer beginnings are found by the longest and then verified. */
export type Beginnings = { least: number; most: number };

export const messageBeginnings: Beginnings = { least: 3, most: 6 };
export const nameBeginnings: Beginnings = { least: 2, most: 6 };

type Hash = (word: string) => bigint;

/** Computes the tokens of one bucket, each word once. */
export function hasherOf(keys: OrganizationKeys, bucket: string): Hash {
  const known = new Map<string, bigint>();
  return (word) => {
    let token = known.get(word);
    if (token === undefined) {
      token = keys.searchToken(bucket, word);
      known.set(word, token);
    }
    return token;
  };
}

/** What the index holds of a text: a token for each form of each word, and for its beginnings. */
export function tokensOf(words: Word[], beginnings: Beginnings, hash: Hash): bigint[] {
  const kept = new Set<string>();
  for (const { forms } of words) {
    for (const form of forms) {
      if (kept.has(form)) continue;
      kept.add(form);
      for (const beginning of beginningsOf(form, beginnings)) kept.add(beginning);
    }
  }
  return Array.from(kept, hash);
}

/** More words than these narrow nothing down. */
const mostTerms = 6;

/**
 * Of each term that the index can find, the words of which one must be there; of many terms the longest. Terms that only
 * count as a beginning and are too short for a token are left to verification.
 */
export function indexedWords(terms: Term[], { least, most }: Beginnings): string[][] {
  return terms
    .filter(({ forms, isBeginning }) => !isBeginning || shortest(forms) >= least)
    .toSorted((a, b) => shortest(b.forms) - shortest(a.forms))
    .slice(0, mostTerms)
    .map(({ forms, isBeginning }) =>
      isBeginning ? forms.map((form) => letters(form).slice(0, most).join('')) : forms,
    );
}

/** Whether tokens alone prove a hit: no word is longer than the longest beginning, or too short for a token. */
export function isProvenByTokens(terms: Term[], { least, most }: Beginnings): boolean {
  return (
    terms.length <= mostTerms &&
    terms.every(
      ({ forms, isBeginning }) =>
        !isBeginning || (shortest(forms) >= least && forms.every((form) => lengthOf(form) <= most)),
    )
  );
}

function shortest(forms: string[]): number {
  return Math.min(...forms.map(lengthOf));
}

/** An array literal for `find_messages` and `find_contacts`. */
export function arrayLiteral(tokens: Iterable<bigint>): string {
  return `{${Array.from(tokens).join()}}`;
}

function beginningsOf(form: string, { least, most }: Beginnings): string[] {
  const all = letters(form);
  const longest = Math.min(most, all.length - 1);
  return Array.from({ length: Math.max(0, longest - least + 1) }, (_, index) =>
    all.slice(0, least + index).join(''),
  );
}

/** Letters as people count them, more or less: code points. */
function letters(form: string): string[] {
  return Array.from(form);
}
