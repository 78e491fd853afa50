import type { MatchIndex } from './build-index.ts';
import { partsOf } from './compound.ts';
import { nearestWord } from './nearest.ts';
import { stemOf } from './stem.ts';
import { termsOf, type Term } from './terms.ts';

export type Score = {
  entry: number;
  /** How much of what was said speaks for it, 0 to 1. */
  score: number;
  /** How much speaks for it at all, counted in telling words; a whole phrase counts once more. */
  evidence: number;
  /** A whole phrase of it was said that is a question by itself. */
  isTelling: boolean;
};
/** A known word that was said, by how surely it was meant. */
type Said = Map<string, number>;

const factors = { unknown: 0.2, phrase: 0.6, near: 0.6, part: 0.8 };

/** Answers by how much of what was said is about them, best first. Topics that nothing answers compete with them. */
export function scoresOf(index: MatchIndex, text: string): Score[] {
  const said: Said = new Map();
  let total = 0;
  for (const term of termsOf(text, index.language)) {
    const known = knownWords(index, term);
    if (known.length === 0 && !term.isStopword) total += factors.unknown;
    for (const { word, sureness } of known) {
      if (said.has(word)) continue;
      const telling = term.isStopword ? 0 : (index.rarity.get(word) ?? 0) * sureness;
      said.set(word, telling);
      total += telling * (index.strength.get(word) ?? 0);
    }
  }
  if (total === 0) return [];
  const sums = new Map<number, number>();
  const add = (entry: number, amount: number) => sums.set(entry, (sums.get(entry) ?? 0) + amount);
  for (const [word, telling] of said) {
    for (const [entry, weight] of index.words.get(word) ?? []) add(entry, weight * telling);
  }
  const phrases = saidPhrases(index, said);
  for (const [entry, { bonus }] of phrases) add(entry, bonus);
  return Array.from(sums, ([entry, evidence]) => ({
    entry,
    evidence,
    score: Math.min(1, evidence / total),
    isTelling: phrases.get(entry)?.isTelling ?? false,
  })).sort((a, b) => b.evidence - a.evidence);
}

/** The best whole phrase of each answer counts once more. */
function saidPhrases({ phrases }: MatchIndex, said: Said) {
  const best = new Map<number, { bonus: number; isTelling: boolean }>();
  for (const { entry, words, weight, isTelling } of phrases) {
    if (!words.every((word) => said.has(word))) continue;
    const found = best.get(entry) ?? { bonus: 0, isTelling: false };
    const telling = words.reduce((sum, word) => sum + (said.get(word) ?? 0), 0);
    best.set(entry, {
      bonus: Math.max(found.bonus, factors.phrase * weight * telling),
      isTelling: found.isTelling || isTelling,
    });
  }
  return best;
}

function knownWords(
  { words, byLength, hasStemmer, language }: MatchIndex,
  { forms, isStopword }: Term,
): { word: string; sureness: number }[] {
  const found = forms.find((form) => words.has(form));
  if (found !== undefined) return [{ word: found, sureness: 1 }];
  if (isStopword) return [];
  if (language === 'de') {
    for (const form of forms) {
      const parts = partsOf(form, stemOf('de'), (part) => words.has(part));
      if (parts.length > 0) return parts.map((word) => ({ word, sureness: factors.part }));
    }
  }
  for (const form of forms) {
    const near = nearestWord(form, byLength, hasStemmer);
    if (near !== undefined) return [{ word: near, sureness: factors.near }];
  }
  return [];
}
