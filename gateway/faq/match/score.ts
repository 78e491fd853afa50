import type { MatchIndex } from './build-index.ts';
import { nearestWord } from './nearest.ts';
import { termsOf } from './terms.ts';

export type Score = { entry: number; score: number };

/** What an unknown word takes away from certainty. */
const unknownRarity = 0.35;
const phraseBonus = 0.5;

/** Answers by how much of what was said is about them, 0 to 1, best first. */
export function scoresOf(index: MatchIndex, text: string): Score[] {
  const said = new Map<string, number>();
  let total = 0;
  for (const { forms, isStopword } of termsOf(text, index.language)) {
    const word = knownForm(index, forms, isStopword);
    if (isStopword && word === undefined) continue;
    const rarity = word === undefined ? unknownRarity : (index.rarity.get(word) ?? 0);
    if (word !== undefined && said.has(word)) continue;
    total += isStopword ? 0 : rarity;
    if (word !== undefined) said.set(word, isStopword ? 0 : rarity);
  }
  if (total === 0) return [];
  const sums = new Map<number, number>();
  const add = (entry: number, amount: number) => sums.set(entry, (sums.get(entry) ?? 0) + amount);
  for (const [word, rarity] of said) {
    for (const [entry, weight] of index.words.get(word) ?? []) add(entry, weight * rarity);
  }
  for (const [entry, bonus] of phraseBonuses(index, said)) add(entry, bonus);
  return Array.from(sums, ([entry, sum]) => ({ entry, score: Math.min(1, sum / total) })).sort(
    (a, b) => b.score - a.score,
  );
}

/** The best whole phrase of each answer counts once more. */
function phraseBonuses({ phrases, rarity }: MatchIndex, said: Map<string, number>) {
  const best = new Map<number, number>();
  for (const { entry, words, weight } of phrases) {
    if (!words.every((word) => said.has(word))) continue;
    const bonus =
      phraseBonus * weight * words.reduce((sum, word) => sum + (rarity.get(word) ?? 0), 0);
    if (bonus > (best.get(entry) ?? 0)) best.set(entry, bonus);
  }
  return best;
}

function knownForm(
  { words, byLength, hasStemmer }: MatchIndex,
  forms: string[],
  isStopword: boolean,
): string | undefined {
  const found = forms.find((form) => words.has(form));
  if (found !== undefined || isStopword) return found;
  for (const form of forms) {
    const near = nearestWord(form, byLength, hasStemmer);
    if (near !== undefined) return near;
  }
  return undefined;
}
