import { arabiziWords, latinWords } from './common-words.ts';
import type { Detected } from './detect-language.ts';
import { likeliestLanguage } from './statistics.ts';
import { isClear, wordEvidence, type Said } from './word-evidence.ts';

/** Words with one of these letters are hardly anything else. Two different ones are needed: names wander. */
const ownLetters: [string, RegExp][] = [
  ['vi', /[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/gu],
  ['az', /[ə]/gu],
  ['pl', /[łńśźż]/gu],
  ['ro', /[ășțşţ]/gu],
  ['hu', /[őű]/gu],
  ['cs', /[ěřů]/gu],
  ['lt', /[ėįųū]/gu],
  ['lv', /[āēīģķļņ]/gu],
  ['tr', /[ığ]/gu],
];

/** What is not in the tables, or what they take for something else when it is short. */
const byWordsAlone = new Set(['so', 'kmr', 'sw', 'ha', 'uz', 'id']);
const fewestLetters = 12;
const certainLetters = 24;

export function latinLanguage(text: string, said: Said): Detected {
  if (isArabizi(said.all)) return { language: 'ar', isCertain: false };
  const byWords = wordEvidence(said, latinWords);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const byLetters = ownLanguage(text);
  const words = said.all.length;
  if (byWords && isClear(byWords)) {
    const isEnough = words >= 3 && (letters >= fewestLetters || byWords.hits >= 3);
    if (isEnough || byWordsAlone.has(byWords.language)) {
      return { language: southSlavic(byWords.language, said.all), isCertain: true };
    }
  }
  if (byLetters && words >= 2) return { language: byLetters, isCertain: words >= 3 };
  if (letters < fewestLetters)
    return unsure(byWords && byWords.next === 0 ? byWords.language : null);
  const likeliest = likeliestLanguage(text);
  if (!likeliest) return unsure(byWords?.language ?? null);
  const language = southSlavic(likeliest.language, said.all);
  const isBacked = byWords?.language === likeliest.language && byWords.hits > byWords.next;
  const isContradicted = byWords !== null && byWords.hits >= 2 && !isBacked;
  if (isContradicted) return unsure(byWords.hits > byWords.next ? byWords.language : null);
  // Without a common word it takes more: German names of papers look like Danish or Swedish by their letters.
  const isLong = letters >= certainLetters && words >= 4;
  const isCertain = likeliest.isReliable && ((isBacked && words >= 3) || isLong);
  if (!isCertain && !isBacked && !likeliest.isReliable) return unsure(byWords?.language ?? null);
  return { language, isCertain };
}

/** "mar7aba, 3andi soal": digits stand for letters that Latin has not. */
function isArabizi(said: readonly string[]): boolean {
  const digits = said.filter((word) =>
    /\p{L}[2356789]\p{L}|^[23578]\p{L}{2,}|\p{L}{2,}[23578]$/u.test(word),
  );
  const known = said.filter((word) => arabiziWords.has(word));
  const strong = known.filter((word) =>
    /\d|^(marhaba|salam|salamu|alaykum|aleikum|habibi|shukran|chokran|choukran|inshallah|wallah|bghit|momken|biddi|baddi|ayez)$/.test(
      word,
    ),
  );
  const count = new Set([...digits, ...known]).size;
  return strong.length + digits.length > 0 && count >= 2 && count / said.length >= 0.4;
}

function ownLanguage(text: string): string | null {
  const small = text.toLowerCase();
  const found = ownLetters
    .map(([language, pattern]) => ({ language, all: small.match(pattern) ?? [] }))
    .filter(({ all }) => all.length >= 2)
    .toSorted((a, b) => b.all.length - a.all.length);
  const [first, second] = found;
  if (!first || (second && second.all.length * 2 > first.all.length)) return null;
  return first.language;
}

/** Serbian in Latin letters says "gde" where Croatian and Bosnian say "gdje". */
function southSlavic(language: string, said: readonly string[]): string {
  if (language !== 'hr') return language;
  const isSerbian = said.some((word) => serbianWords.has(word));
  return isSerbian ? 'sr' : language;
}

const serbianWords = new Set(
  'gde ovde negde vreme nedelja nedelje mleko dete deca lepo posle pre uvek hteo htela videti voleo mesto mesec'.split(
    ' ',
  ),
);

function unsure(language: string | null): Detected {
  return { language, isCertain: false };
}
