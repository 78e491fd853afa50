/** Letters that German writes as two where it has no umlauts, and what keyboards make of them elsewhere. */
const expansions: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

/** Letters that are one letter to Unicode and another, or two, to whoever types them. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  ґ: 'г',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ة: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ک: 'ك',
  ٱ: 'ا',
};
const plainPattern = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');

/** Accents and vowel signs. Those of й and ї make another letter; those of Indic scripts and Thai are letters. */
const marks =
  /(?<!и)\u0306|(?<!і)\u0308|[\u0300-\u0305\u0307\u0309-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]/g;

/** The Arabic article, with the particles that are written together with it. */
const article = /^(?:[وفبك]?ال|لل)(?=\p{Script=Arabic}{3})/u;

const longestWord = 64;

/**
 * The forms under which a word is known, without repetitions: case, accents, vowel signs, hyphens and the script of digits
 * don't count. "Müller" is known as `muller` and `mueller`, so that all three ways to type it meet; an Arabic word with its
 * article also without it. Empty for what has no letter or digit.
 */
export function fold(word: string): string[] {
  if (/^[A-Za-z0-9]+$/.test(word)) return [word.slice(0, longestWord).toLowerCase()];
  const known = remembered.get(word);
  if (known) return known;
  const forms = foldNew(word);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(word, forms);
  return forms;
}

/** Texts repeat their words, and Unicode is slow. */
const remembered = new Map<string, string[]>();
const mostRemembered = 20_000;

function foldNew(word: string): string[] {
  const base = word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]|[ʼـ]/gu, '')
    .slice(0, longestWord)
    .toWellFormed();
  const plain = strip(base);
  if (plain === '') return [];
  const expanded = base.replace(/[äöüåø]/g, (letter) => expansions[letter] ?? letter);
  return [...new Set([plain, strip(expanded), plain.replace(article, '')])];
}

function strip(text: string): string {
  return text
    .normalize('NFD')
    .replace(marks, '')
    .normalize('NFC')
    .replace(plainPattern, (letter) => plainLetters[letter] ?? letter)
    .replace(/\p{Nd}/gu, toDigit);
}

/** Digits of every script come in runs of ten, in order. */
function toDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}
