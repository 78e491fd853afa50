import { arabicWords } from './common-words.ts';
import type { Detected } from './detect-language.ts';
import { isClear, wordEvidence, type Said } from './word-evidence.ts';

/**
 * Letters by language. Arabic keyboards have no ی and ک, Persian ones no ي and ك; the rest is each one's own. What stands
 * for one alone weighs more than what neighbours share.
 */
const letters: [string, RegExp, number][] = [
  ['ckb', /[ڕڵێۆ]/gu, 4],
  ['ckb', /[ەڤ]/gu, 2],
  ['ps', /[ټډړږښګڼۍځڅ]/gu, 4],
  ['ps', /ې/gu, 2],
  ['ur', /[ٹڈڑںے]/gu, 4],
  ['ur', /[ھہ]/gu, 2],
  ['fa', /[پچژگ]/gu, 1],
  ['fa', /[کی]/gu, 1],
  ['fa', /‌/gu, 2],
  ['ar', /ة/gu, 3],
  ['ar', /[كيى]/gu, 1],
  ['ar', /[أإؤ]/gu, 2],
  ['ar', /(?<!\p{L})ال\p{L}{2,}/gu, 2],
];
/** ک ی پ چ گ are theirs as well, so they say nothing against them. */
const withPersianLetters = ['ckb', 'ps', 'ur'];

export function arabicLanguage(text: string, said: Said): Detected {
  const points = new Map<string, number>();
  const add = (language: string, count: number) =>
    points.set(language, (points.get(language) ?? 0) + count);
  for (const [language, pattern, weight] of letters) {
    add(language, (text.match(pattern)?.length ?? 0) * weight);
  }
  const own = withPersianLetters.toSorted((a, b) => (points.get(b) ?? 0) - (points.get(a) ?? 0))[0];
  if (own && (points.get(own) ?? 0) >= 4) {
    add(own, points.get('fa') ?? 0);
    points.set('fa', 0);
  }
  const byWords = wordEvidence(said, arabicWords);
  if (byWords) add(byWords.language, (byWords.hits - byWords.next) * 3);
  const [first, second] = [...points].toSorted(([, a], [, b]) => b - a);
  if (!first || first[1] === 0) return { language: 'ar', isCertain: false };
  const lead = first[1] - (second?.[1] ?? 0);
  const isPlain = first[0] === 'ar' && text.length >= 12 && !/[پچژگکی]/u.test(text);
  const isCertain =
    said.all.length >= 2 &&
    (lead >= (isPlain ? 2 : 4) || (byWords?.language === first[0] && isClear(byWords)));
  return { language: first[0], isCertain };
}
