import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { countSms } from './sms-parts.ts';

describe('what a text costs as SMS', () => {
  test('TWO01 160 plain characters are one part, 161 are two of 153', () => {
    expect(countSms('a'.repeat(160))).toMatchObject({ encoding: 'gsm7', units: 160, parts: 1 });
    expect(countSms('a'.repeat(161))).toMatchObject({ units: 161, parts: 2, perPart: 153 });
    expect(countSms('a'.repeat(307)).parts).toBe(3);
  });

  test('TWO01 umlauts stay GSM-7, the euro sign counts twice', () => {
    expect(countSms('Grüße')).toMatchObject({ encoding: 'gsm7', units: 5 });
    expect(countSms('5 €')).toMatchObject({ encoding: 'gsm7', units: 4 });
    expect(countSms('€'.repeat(81)).parts).toBe(2);
  });

  test('the characters that make it dear are named, once each', () => {
    expect(countSms('Danke 🙏🏽, bis Montag 🙏🏽')).toMatchObject({ perPart: 70, odd: ['🙏🏽'] });
    expect(countSms('Grüße für 5 €').odd).toEqual([]);
    expect(countSms('Żółty ó').odd).toEqual(['Ż', 'ó', 'ł']);
  });

  test('TWO01 an escaped character is not torn between two parts', () => {
    expect(countSms('a'.repeat(152) + '€' + 'a'.repeat(152)).units).toBe(306);
    expect(countSms('a'.repeat(152) + '€' + 'a'.repeat(152)).parts).toBe(3);
  });

  test('TWO01 Arabic needs UCS-2: 70 and 67', () => {
    expect(countSms('س'.repeat(70))).toMatchObject({ encoding: 'ucs2', parts: 1 });
    expect(countSms('س'.repeat(71))).toMatchObject({ parts: 2, perPart: 67 });
  });

  test('TWO01 one emoji makes the whole text UCS-2 and counts two', () => {
    expect(countSms('ok 👍')).toMatchObject({ encoding: 'ucs2', units: 5 });
  });

  const gsm = '@£ÄÖÜäöüßà€^{}[]~|\\\f\r\n abcxyz0123456789?!.,';
  const others = ['ç', '`', 'é', 'س', 'Ж', '👍', '👍🏽', '🇩🇪', '👩‍👩‍👧‍👦', '✊', '“', '\u00a0'];
  const long = { size: 'max', maxLength: 500 } as const;
  const plain = fc.string({ unit: fc.constantFrom(...gsm), ...long });
  const mixed = fc
    .tuple(plain, fc.array(fc.constantFrom(...gsm, ...others, ...others), long))
    .map(([start, rest]) => start.slice(0, 150) + rest.join(''));

  test.each([
    ['GSM-7', plain],
    ['any', mixed],
  ])('TWO01 the provider’s own calculator counts the same parts of %s text', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(text !== '');
        const counted = new SegmentedMessage(text);
        const { encoding, parts } = countSms(text);
        expect(encoding).toBe(counted.encodingName === 'GSM-7' ? 'gsm7' : 'ucs2');
        expect(parts).toBe(counted.segmentsCount);
      }),
      { numRuns: 150 },
    );
  });

  test('nothing costs nothing', () => {
    expect(countSms('').parts).toBe(0);
  });
});
