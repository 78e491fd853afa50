import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { matchesOf, termsOf } from './terms.ts';
import { wordsOf } from './words.ts';

const isFound = (query: string, text: string) => {
  const words = wordsOf(text);
  const terms = termsOf(query);
  return terms.length > 0 && terms.every((term) => matchesOf(term, words).length > 0);
};

describe('a word is found however it is written', () => {
  it.each([
    ['umlauts as two letters', 'Mueller', 'Frau Müller ruft an'],
    ['umlauts left out', 'muller', 'Frau Müller ruft an'],
    ['umlauts where the text has two letters', 'Müller', 'Frau Mueller ruft an'],
    ['umlauts where the text has none', 'Müller', 'Frau Muller ruft an'],
    ['sharp s', 'STRASSE', 'Lange Straße 5'],
    ['composed or not', 'Kündigung', 'Ku\u0308ndigung'],
    ['Turkish dotted and dotless i', 'isik', 'IŞIK ve ışık'],
    ['Turkish capital İ', 'istanbul', 'İSTANBUL'],
    ['Russian ё', 'ребенок', 'мой ребёнок'],
    ['Ukrainian apostrophes', 'п’ятниця', "у п'ятницю чи п'ятниця"],
    ['Arabic vowel signs', 'إقامة', 'تصريح إِقَامَةٌ'],
    ['Arabic hamza and alif', 'الاقامه', 'أريد تمديد الإقامة'],
    ['the Arabic article left out', 'إقامة', 'أريد تمديد الإقامة'],
    ['the Arabic article put in', 'المكتب', 'مكتب العمل'],
    ['an Arabic particle before the article', 'مدرسة', 'بالمدرسة'],
    ['tatweel', 'محمد', 'مـحـمـد'],
    ['Arabic presentation forms', 'سلام', 'ﺳﻼﻡ'],
    ['Persian yeh and kaf', 'کاری', 'كارى'],
    ['Persian joined with or without ZWNJ', 'میخواهم', 'من می\u200cخواهم بمانم'],
    ['a part behind a ZWNJ', 'خواهم', 'من می\u200cخواهم بمانم'],
    ['Chinese', '居留许可', '我的居留许可到期了'],
    ['Japanese', '住民票', '住民票を取りに行きます'],
    ['Thai', 'ใบอนุญาต', 'ฉันต้องการใบอนุญาต'],
    ['Greek accents and final sigma', 'ΒΟΗΘΟΣ', 'ο βοηθός'],
    ['Arabic digits', '2026', 'في عام ٢٠٢٦'],
    ['Persian digits', '١٢٣', 'شماره ۱۲۳'],
    ['full-width letters', 'visa', 'ＶＩＳＡ'],
    ['a file number', 'AZ 12/345', 'Ihr Zeichen: Az. 12/345'],
    ['a file number in one', '12345', 'Ihr Zeichen: Az. 12/345'],
    ['part of a file number', '345', 'Ihr Zeichen: Az. 12/345'],
    ['letters and digits together', 'az12', 'Az. 12/345 und AZ12'],
    ['a phone number in groups', '0151 123 456 78', 'ruf an: 0151/12345678'],
    ['a phone number with its country', '+49 151 12345678', 'ruf an: 0151/12345678'],
    ['a phone number without its country', '015112345678', 'ruf an: +49 (0)151 123 456-78'],
    ['a web address', 'bamf.de', 'siehe https://www.bamf.de/DE/Startseite'],
    ['a part of a web address', 'startseite', 'siehe https://www.bamf.de/DE/Startseite'],
    ['an e-mail address', 'anna.schmidt@mail.de', 'an <Anna.Schmidt@mail.de>'],
    ['a hyphen left out', 'email', 'Bitte per E-Mail'],
    ['a hyphen put in', 'E-Mail', 'Bitte per Email'],
    ['a French article', 'avocat', 'chez l’avocat'],
    ['a file name', 'zeugnis pdf', 'Zeugnis_2026.pdf'],
    ['a beginning', 'aufenth', 'Aufenthaltstitel'],
    ['a short word whole', 'EU', 'in der EU bleiben'],
    ['somebody still typing the second word', 'Brief v', 'ein Brief vom Amt'],
  ])('%s', (_what, query, text) => {
    expect(isFound(query, text)).toBe(true);
  });

  it.each([
    ['the middle of a word', 'enthalt', 'Aufenthalt'],
    ['two letters as a beginning', 'au', 'Aufenthalt'],
    ['Russian й is no и', 'мои', 'мой дом'],
    ['one of two words', 'brief jobcenter', 'ein Brief vom Amt'],
    ['Ukrainian ї is no і', 'їжак', 'іжак'],
    ['wildcards are text', 'br%f', 'brief'],
  ])('but not %s', (_what, query, text) => {
    expect(isFound(query, text)).toBe(false);
  });

  it.each(['', '  ', '%', '*', '…', '😀', "'--", '\u200e'])('%j asks for nothing', (query) => {
    expect(termsOf(query)).toEqual([]);
  });
});

const text = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('any text', () => {
  it('has words that stand where they say, and folding them again changes nothing', () => {
    fc.assert(
      fc.property(text, (given) => {
        for (const { forms, start, end } of wordsOf(given)) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(given.length);
          for (const form of forms) expect(fold(form)).toContain(form);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is found by itself, in any case and composition', () => {
    fc.assert(
      fc.property(text, (given) => {
        if (termsOf(given).length === 0) return;
        for (const query of [given, given.normalize('NFD'), given.normalize('NFC')]) {
          expect(isFound(query, given)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
