import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { lengthOf, splitText } from './split-text.ts';

const telegram = { maxTextLength: 4096, textUnit: 'utf16' } as const;
const caption = { maxTextLength: 1024, textUnit: 'utf16' } as const;
const sms = { maxTextLength: 1600, textUnit: 'sms' } as const;

/** Pieces that are hard to cut: scripts, emoji of many code points, marks, every kind of white space. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    ' ',
    '\n',
    '\n\n',
    '\r\n',
    '\u00a0',
    '. ',
    '؟ ',
    '€',
    '[',
    '👩‍👩‍👧‍👦',
    '🇩🇪',
    'é',
    ' \u0301',
    'مرحبا ',
    'Привіт',
    '你好。',
  ),
  fc.constantFrom(
    'x'.repeat(1500),
    'Satz. '.repeat(200),
    '👍🏽'.repeat(90),
    'ß'.repeat(700),
    '\n'.repeat(50),
    '€'.repeat(300),
  ),
);
const longText = fc
  .array(piece, { size: 'max', minLength: 1, maxLength: 40 })
  .map((pieces) => pieces.join('').toWellFormed().slice(0, 20_000).toWellFormed());

const onlySpace = /^\s*$/;
const graphemesOf = (text: string) =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );

describe.each([
  ['4096 UTF-16 units', telegram],
  ['1024 UTF-16 units', caption],
  ['1600 of SMS', sms],
])('a text cut to %s', (_name, limits) => {
  it('TGO02 TWO01 every part fits and none is empty', () => {
    fc.assert(
      fc.property(longText, (text) => {
        const parts = splitText(text, limits);
        for (const part of parts)
          expect(lengthOf(part, limits)).toBeLessThanOrEqual(limits.maxTextLength);
        expect(parts.length === 1 || !parts.includes('')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('TGO02 TWO01 the parts join back to the text: between two of them only white space is missing', () => {
    fc.assert(
      fc.property(longText, (text) => {
        let end = 0;
        for (const part of splitText(text, limits)) {
          const start = text.indexOf(part, end);
          expect(start).toBeGreaterThanOrEqual(end);
          expect(text.slice(end, start)).toMatch(onlySpace);
          end = start + part.length;
        }
        expect(text.slice(end)).toMatch(onlySpace);
      }),
      { numRuns: 150 },
    );
  });

  it('TGO02 no surrogate pair and no grapheme is cut', () => {
    fc.assert(
      fc.property(longText, (text) => {
        const whole = graphemesOf(text).filter(
          (grapheme) => grapheme.length <= limits.maxTextLength,
        );
        fc.pre(whole.length === graphemesOf(text).length);
        const parts = splitText(text, limits);
        expect(parts.every((part) => part.isWellFormed())).toBe(true);
        const inked = (graphemes: string[]) =>
          graphemes.filter((grapheme) => !/^\s+$/.test(grapheme));
        expect(inked(parts.flatMap(graphemesOf))).toEqual(inked(whole));
      }),
      { numRuns: 150 },
    );
  });
});

describe('the length of an SMS', () => {
  const gsm = '@£ÄÖÜäöüßà€^{}[]~|\\\f\r\n abcxyz0123456789?!.,';
  const unit = fc.constantFrom(...gsm, ...gsm, 'ç', '`', 'é', 'س', '👍🏽', '👩‍👩‍👧‍👦');

  it('TWO01 septets and units are those of the provider’s own calculator', () => {
    fc.assert(
      fc.property(fc.string({ unit, size: 'max', minLength: 1, maxLength: 80 }), (text) => {
        const counted = new SegmentedMessage(text);
        const isGsm = counted.encodingName === 'GSM-7';
        expect(lengthOf(text, sms) * (isGsm ? 7 : 16)).toBe(counted.messageSize);
      }),
      { numRuns: 400 },
    );
  });
});

describe('where a text is cut', () => {
  it('a text that fits stays as it is, white space at its ends included', () => {
    expect(splitText('  zwei Zeilen\n\n', telegram)).toEqual(['  zwei Zeilen\n\n']);
    expect(splitText('', telegram)).toEqual(['']);
  });

  it('TGO02 20,000 characters become parts of at most 4096 units, cut between words', () => {
    const text = 'Wohngeld beantragen '.repeat(1000).trimEnd();
    expect(text).toHaveLength(19_999);
    const parts = splitText(text, telegram);
    expect(parts).toHaveLength(5);
    expect(
      parts.every(
        (part) => /^(Wohngeld|beantragen)/.test(part) && /(Wohngeld|beantragen)$/.test(part),
      ),
    ).toBe(true);
    expect(parts.join(' ')).toBe(text);
  });

  it('TGO02 a paragraph in the second half is preferred to a line, a sentence and a word', () => {
    const head = `${'a'.repeat(2500)}\n\n${'b'.repeat(500)}\n${'c'.repeat(400)}. ${'d'.repeat(300)} `;
    const [first, second] = splitText(head + 'e'.repeat(4000), telegram);
    expect(first).toBe('a'.repeat(2500));
    expect(second?.startsWith('bbb')).toBe(true);
  });

  it('TGO02 4,097 emoji units are cut between two emoji', () => {
    const text = '👩‍👩‍👧‍👦'.repeat(400);
    expect(text.length).toBeGreaterThan(4096);
    const parts = splitText(text, telegram);
    expect(parts.every((part) => part.replaceAll('👩‍👩‍👧‍👦', '') === '')).toBe(true);
    expect(parts.join('')).toBe(text);
  });

  it('TWO01 an SMS of 1,600 GSM-7 septets is one part, of 1,601 two', () => {
    expect(splitText('a'.repeat(1600), sms)).toHaveLength(1);
    expect(splitText('a'.repeat(1601), sms)).toHaveLength(2);
    expect(splitText('ä'.repeat(1600), sms)).toHaveLength(1);
  });

  it('TWO01 the euro sign and brackets count twice, an Arabic text by UTF-16 units', () => {
    expect(lengthOf('€[]', sms)).toBe(6);
    expect(splitText('€'.repeat(800), sms)).toHaveLength(1);
    expect(splitText('€'.repeat(801), sms)).toHaveLength(2);
    expect(splitText('م'.repeat(1600), sms)).toHaveLength(1);
    expect(splitText('م'.repeat(1601), sms)).toHaveLength(2);
  });

  it('thousands of marks on one letter are cut between code points', () => {
    const text = `e${'\u0301'.repeat(5000)}`;
    const parts = splitText(text, telegram);
    expect(parts.join('')).toBe(text);
    expect(parts).toHaveLength(2);
  });

  it('20,000 characters without a space are cut in good time', () => {
    const startedAt = performance.now();
    splitText('x'.repeat(20_000), sms);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
