import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segmentText } from './text-segments.ts';

const typesOf = (text: string) => segmentText(text).map(({ type, value }) => [type, value]);

describe('stretches of a text', () => {
  test('a link inside Arabic is one stretch of its own', () => {
    expect(typesOf('انظر https://www.bamf.de/termin?x=1 شكرا')).toEqual([
      ['text', 'انظر '],
      ['link', 'https://www.bamf.de/termin?x=1'],
      ['text', ' شكرا'],
    ]);
  });

  test('the full stop after a link is not part of it', () => {
    expect(segmentText('Siehe bamf.de.')).toEqual([
      { type: 'text', value: 'Siehe ' },
      { type: 'link', value: 'bamf.de', href: 'http://bamf.de/' },
      { type: 'text', value: '.' },
    ]);
  });

  test('nothing but web, mail and telephone becomes a link', () => {
    const segments = segmentText('javascript:alert(1) data:text/html,x file:///etc ftp://a.de/x');
    expect(segments.every(({ type }) => type !== 'link')).toBe(true);
  });

  test('telephone numbers and IBANs are read from left to right', () => {
    expect(typesOf('رقمي +49 170 1234567')).toEqual([
      ['text', 'رقمي '],
      ['code', '+49 170 1234567'],
    ]);
    expect(typesOf('IBAN DE02 1203 0000 0000 2020 51!')[1]).toEqual([
      'code',
      'DE02 1203 0000 0000 2020 51',
    ]);
  });

  test('a house number is left alone', () => {
    expect(typesOf('Zimmer 12 am 3. um 14')).toEqual([['text', 'Zimmer 12 am 3. um 14']]);
  });

  test('put together again the stretches are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(
          segmentText(text)
            .map(({ value }) => value)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
