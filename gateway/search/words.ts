import { fold } from './fold.ts';

/** A word of a text: under which forms it is known, and where it stands (UTF-16 units). */
export type Word = { forms: string[]; start: number; end: number };

/** A compound and what it is made of; `parts` is empty for a simple word. */
export type Compound = { whole: Word; parts: Word[] };

const unspaced =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\u30fc';
const first = '[[\\p{L}\\p{N}]--ʼ]';
const letter = '[[\\p{L}\\p{N}\\p{M}\\p{Cf}]--[ʼ\\u200c]]';
const compoundPattern = new RegExp(
  `${first}${letter}*(?:[\\-‐‑'’‘ʼ\`´\\u200c]${first}${letter}*)*`,
  'gv',
);
const piecePattern = new RegExp(
  `\\p{Nd}+|[[${unspaced}]--\\p{Nd}][[${unspaced}\\p{M}]--\\p{Nd}]*|[${letter}--[\\p{Nd}${unspaced}]]+`,
  'gv',
);
const simplePattern = new RegExp(`^(?:[[\\p{L}\\p{M}]--[ʼ${unspaced}]]+|\\p{Nd}+)$`, 'v');
const numberPattern = /\+?\p{Nd}+(?:[\s./()-]{1,3}\p{Nd}+)*/gu;
const needsSegments = new RegExp(`[${unspaced}]`, 'v');

/**
 * All words of a text. Compounds ("E-Mail", "12b", "п'ять") count as a whole and in parts; groups of digits that stand
 * together (phone numbers, file numbers such as "12/345") also as one number; runs of a script without spaces are divided
 * by the dictionary of `Intl.Segmenter`.
 */
export function wordsOf(text: string): Word[] {
  const compounds = compoundsOf(text).flatMap(({ whole, parts }) => [whole, ...parts]);
  return [...compounds, ...numbersOf(text)].filter(({ forms }) => forms.length > 0);
}

export function compoundsOf(text: string): Compound[] {
  return Array.from(text.matchAll(compoundPattern), ({ 0: found, index }) => {
    if (simplePattern.test(found))
      return { whole: { forms: fold(found), ...span(found, index) }, parts: [] };
    const pieces = Array.from(found.matchAll(piecePattern)).flatMap((piece) =>
      segmentsOf(piece[0], index + piece.index),
    );
    const [only] = pieces;
    if (pieces.length === 1 && only) return { whole: only, parts: [] };
    const whole = { forms: needsSegments.test(found) ? [] : fold(found), ...span(found, index) };
    return { whole, parts: pieces };
  });
}

/** Numbers of several groups, and phone numbers: a German one is known with and without its country code. */
export function numbersOf(text: string): Word[] {
  return Array.from(text.matchAll(numberPattern), ({ 0: found, index }) => ({
    forms: numberForms(found),
    ...span(found, index),
  })).filter(({ forms }) => forms.length > 0);
}

function numberForms(found: string): string[] {
  const isForeign = found.startsWith('+');
  const [digits = ''] = fold(isForeign ? found.replace(/\(\p{Nd}\)/u, '') : found);
  if (digits.length < 4 || digits.length > 24) return [];
  const isOneGroup = /^\p{Nd}+$/u.test(found);
  if (digits.length < 7) return isOneGroup ? [] : [digits];
  const full = isForeign
    ? digits
    : digits.replace(/^00/, '').replace(/^0/, digits.startsWith('00') ? '0' : '49');
  const national = full.startsWith('49') ? `0${full.slice(2)}` : full;
  const forms = [...new Set([digits, full, national])];
  return isOneGroup && forms.length === 1 ? [] : forms;
}

function segmentsOf(piece: string, start: number): Word[] {
  const place = span(piece, start);
  if (!needsSegments.test(piece)) return [{ forms: fold(piece), ...place }];
  const composed = piece.normalize('NFC');
  return Array.from(segmenter().segment(composed))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment, index }) => ({
      forms: fold(segment),
      ...(composed === piece ? span(segment, start + index) : place),
    }));
}

function span(text: string, start: number) {
  return { start, end: start + text.length };
}

let shared: Intl.Segmenter | undefined;

function segmenter(): Intl.Segmenter {
  shared ??= new Intl.Segmenter('en', { granularity: 'word' });
  return shared;
}
