import type { Words } from './common-words.ts';

/** `hits` words of the text belong to the language; no other has more than `next`. */
export type Evidence = { language: string; hits: number; next: number; share: number };

/** All words of a text in small letters; the language of the greeting that it begins with. */
export type Said = { all: readonly string[]; greeting: string | null };

/**
 * The language whose common words stand most often in a text; words of several languages count for each. A greeting is
 * worth two words.
 */
export function wordEvidence({ all, greeting }: Said, words: Words): Evidence | null {
  const hits = new Map<string, number>(greeting ? [[greeting, 2]] : []);
  for (const word of all) {
    for (const language of words.get(word) ?? []) {
      hits.set(language, (hits.get(language) ?? 0) + 1);
    }
  }
  const [best, second] = [...hits].toSorted(([, a], [, b]) => b - a);
  if (!best) return null;
  return { language: best[0], hits: best[1], next: second?.[1] ?? 0, share: best[1] / all.length };
}

/** Enough to name the language without asking anything else. */
export function isClear(evidence: Evidence | null): boolean {
  if (!evidence) return false;
  const { hits, next, share } = evidence;
  return hits >= 2 && hits - next >= 2 && share >= 0.2;
}
