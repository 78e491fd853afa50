import { cyrillicWords } from './common-words.ts';
import type { Detected } from './detect-language.ts';
import { likeliestLanguage } from './statistics.ts';
import { isClear, wordEvidence, type Said } from './word-evidence.ts';

/** Letters that only these languages have. */
const ownLetters: [string, RegExp][] = [
  ['be', /ў/gu],
  ['mk', /[ѓќѕ]/gu],
  ['sr', /[ђћ]/gu],
  ['kk', /[әғқңұһ]/gu],
  ['tg', /[ӣӯҷҳ]/gu],
];

export function cyrillicLanguage(text: string, said: Said): Detected {
  const small = text.toLowerCase();
  const own = ownLetters.find(([, pattern]) => pattern.test(small));
  if (own) return { language: own[0], isCertain: said.all.length >= 2 };
  const russian = small.match(/[ыэёъ]/gu)?.length ?? 0;
  const ukrainian = small.match(/[іїєґ]/gu)?.length ?? 0;
  const byWords = wordEvidence(said, cyrillicWords);
  if (ukrainian > 0 && russian === 0) return { language: 'uk', isCertain: true };
  // Both in one text is Surzhyk or a name; Belarusian has і and ы.
  if (ukrainian > 0) {
    const isUkrainian = ukrainian > russian;
    return { language: isUkrainian ? 'uk' : 'ru', isCertain: Math.abs(ukrainian - russian) > 3 };
  }
  if (/[ыэё]/u.test(small)) return { language: 'ru', isCertain: true };
  if (byWords && isClear(byWords)) return { language: byWords.language, isCertain: true };
  if (/[јљњџ]/u.test(small))
    return { language: byWords?.language === 'mk' ? 'mk' : 'sr', isCertain: true };
  const letters = small.match(/\p{L}/gu)?.length ?? 0;
  // Bulgarian has ь before о only, Serbian and Macedonian never; a Ukrainian text of this length would have had an і.
  if (letters >= 15 && said.all.length >= 2 && /ь(?!о)/u.test(small)) {
    return { language: 'ru', isCertain: true };
  }
  const likeliest = letters >= 12 ? likeliestLanguage(text) : null;
  const isBacked = likeliest !== null && byWords?.language === likeliest.language;
  if (likeliest?.isReliable && ['ru', 'bg', 'sr', 'mk'].includes(likeliest.language)) {
    return {
      language: likeliest.language,
      isCertain: said.all.length >= 3 && (isBacked || (letters >= 24 && byWords === null)),
    };
  }
  // Most who write without any of these letters write a short Russian text.
  return { language: byWords?.language ?? 'ru', isCertain: false };
}
