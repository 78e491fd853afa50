import type { Capabilities } from '../../adapters/adapter.ts';

/** Characters of GSM 03.38 that take one septet; those of the extension table take two. Source: 3GPP TS 23.038. */
const gsmBasic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const gsmExtended = new Set('^{}\\[~]|€\f');

type Limits = Pick<Capabilities, 'maxTextLength' | 'textUnit'>;

/**
 * Cuts a text into parts that fit, at a paragraph if there is one in the second half, else at a line, a sentence, a
 * word, and only then between two graphemes. Nothing but the white space at a cut is lost.
 */
export function splitText(text: string, limits: Limits): string[] {
  const { maxTextLength } = limits;
  if (lengthOf(text, limits) <= maxTextLength) return [text];
  const graphemes = [...segmenter.segment(text)].flatMap(({ segment }) =>
    tamed(segment, maxTextLength),
  );
  const parts: string[] = [];
  for (let start = 0; start < graphemes.length;) {
    const end = endOfFitting(graphemes, start, limits);
    const cut = end === graphemes.length ? end : cutBetween(graphemes, start, end);
    const part = graphemes
      .slice(start, cut === graphemes.length ? cut : trimmedEnd(graphemes, start, cut))
      .join('');
    if (part !== '') parts.push(part);
    start = cut;
    while (isSpace(graphemes[start])) start += 1;
  }
  return parts;
}

/** UTF-16 units; of an SMS septets, as long as every character is in GSM-7. */
export function lengthOf(text: string, { textUnit }: Pick<Limits, 'textUnit'>): number {
  if (textUnit === 'utf16') return text.length;
  let septets = 0;
  for (const character of text) {
    if (gsmBasic.has(character)) septets += 1;
    else if (gsmExtended.has(character)) septets += 2;
    else return text.length;
  }
  return septets;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A single grapheme longer than a whole part (thousands of combining marks) is cut between code points. */
function tamed(grapheme: string, max: number): string[] {
  return grapheme.length <= max ? [grapheme] : [...grapheme];
}

/** The first grapheme that no longer fits behind `start`; the number of graphemes when all do. */
function endOfFitting(graphemes: string[], start: number, limits: Limits): number {
  if (lengthOf(graphemes.slice(start).join(''), limits) <= limits.maxTextLength)
    return graphemes.length;
  let units = 0;
  let septets = 0;
  let isGsm = limits.textUnit === 'sms';
  for (let index = start; index < graphemes.length; index += 1) {
    const grapheme = graphemes[index] ?? '';
    const length = lengthOf(grapheme, limits);
    isGsm &&= [...grapheme].every(
      (character) => gsmBasic.has(character) || gsmExtended.has(character),
    );
    units += grapheme.length;
    septets += length;
    if ((isGsm ? septets : units) > limits.maxTextLength) return index;
  }
  return graphemes.length;
}

function cutBetween(graphemes: string[], start: number, end: number): number {
  const half = start + (end - start) / 2;
  const isAt = (fits: (index: number) => boolean) => {
    for (let index = end - 1; index > half; index -= 1) if (fits(index)) return index;
    return undefined;
  };
  const line =
    isAt((index) => isNewline(graphemes[index]) && isNewline(graphemes[index + 1])) ??
    isAt((index) => isNewline(graphemes[index]));
  if (line !== undefined) return line;
  if (isSpace(graphemes[end])) return end;
  const sentence = isAt(
    (index) => isSpace(graphemes[index]) && /^[.!?؟。]/.test(graphemes[index - 1] ?? ''),
  );
  if (sentence !== undefined) return sentence;
  for (let index = end - 1; index > start; index -= 1) if (isSpace(graphemes[index])) return index;
  return end;
}

function trimmedEnd(graphemes: string[], start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && isSpace(graphemes[trimmed - 1])) trimmed -= 1;
  return trimmed;
}

function isNewline(grapheme: string | undefined): boolean {
  return grapheme === '\n' || grapheme === '\r\n';
}

/** A space that carries a combining mark is a grapheme with ink in it. */
function isSpace(grapheme: string | undefined): boolean {
  return grapheme !== undefined && /^\s+$/.test(grapheme);
}
