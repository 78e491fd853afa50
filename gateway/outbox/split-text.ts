import type { Capabilities } from '../../adapters/adapter.ts';

/** Characters of GSM 03.38 that take one septet; those of the extension table take two. Source: 3GPP TS 23.038. */
const gsmBasic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const gsmExtended = new Set('^{}\\[~]|€\f');

/**
 * Cuts a text into parts that fit, at a paragraph if there is one in the second half, else at a line, a sentence, a
 * word, and only then between two graphemes. Nothing but the white space at a cut is lost.
 */
export function splitText(
  text: string,
  { maxTextLength, textUnit }: Pick<Capabilities, 'maxTextLength' | 'textUnit'>,
): string[] {
  const measure = textUnit === 'sms' ? smsLength : (part: string) => part.length;
  const parts: string[] = [];
  let rest = text;
  while (measure(rest) > maxTextLength) {
    const fitting = longestFitting(rest, maxTextLength, measure);
    const cut = cutAt(rest.slice(0, fitting), rest[fitting] ?? '');
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

/** Septets when every character is in GSM-7, else UTF-16 units scaled so that 1,600 septets' worth of parts is the limit. */
function smsLength(text: string): number {
  let septets = 0;
  for (const character of text) {
    if (gsmBasic.has(character)) septets += 1;
    else if (gsmExtended.has(character)) septets += 2;
    else return text.length;
  }
  return septets;
}

/** The longest prefix, in UTF-16 units, that fits and ends between two graphemes. */
function longestFitting(text: string, max: number, measure: (part: string) => number): number {
  let end = 0;
  for (const { index, segment } of graphemes(text.slice(0, max + 64))) {
    const next = index + segment.length;
    if (measure(text.slice(0, next)) > max) break;
    end = next;
  }
  // A single grapheme longer than a whole part (hundreds of combining marks): cut it between code points.
  return end > 0 ? end : Math.max(1, max - (isHighSurrogate(text, max - 1) ? 1 : 0));
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function graphemes(text: string): Iterable<{ index: number; segment: string }> {
  return segmenter.segment(text);
}

function cutAt(head: string, next: string): number {
  const isAfter = (position: number) => position > head.length / 2;
  const paragraph = head.lastIndexOf('\n\n');
  if (isAfter(paragraph)) return paragraph;
  const line = head.lastIndexOf('\n');
  if (isAfter(line)) return line;
  if (/\s/.test(next)) return head.length;
  const sentence = lastMatch(head, /[.!?؟。]\s/g);
  if (isAfter(sentence)) return sentence + 1;
  const word = lastMatch(head, /\s/g);
  return word > 0 ? word : head.length;
}

function lastMatch(text: string, pattern: RegExp): number {
  let last = -1;
  for (const match of text.matchAll(pattern)) last = match.index;
  return last;
}

function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}
