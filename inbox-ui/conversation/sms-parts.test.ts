import { describe, expect, test } from 'vitest';
import { countSms } from './sms-parts.ts';

describe('what a text costs as SMS', () => {
  test('160 plain characters are one part, 161 are two of 153', () => {
    expect(countSms('a'.repeat(160))).toMatchObject({ encoding: 'gsm7', units: 160, parts: 1 });
    expect(countSms('a'.repeat(161))).toMatchObject({ units: 161, parts: 2, perPart: 153 });
    expect(countSms('a'.repeat(307)).parts).toBe(3);
  });

  test('umlauts stay GSM-7, the euro sign counts twice', () => {
    expect(countSms('Grüße')).toMatchObject({ encoding: 'gsm7', units: 5 });
    expect(countSms('5 €')).toMatchObject({ encoding: 'gsm7', units: 4 });
    expect(countSms('€'.repeat(81)).parts).toBe(2);
  });

  test('an escaped character is not torn between two parts', () => {
    expect(countSms('a'.repeat(152) + '€' + 'a'.repeat(152)).units).toBe(306);
    expect(countSms('a'.repeat(152) + '€' + 'a'.repeat(152)).parts).toBe(3);
  });

  test('Arabic needs UCS-2: 70 and 67', () => {
    expect(countSms('س'.repeat(70))).toMatchObject({ encoding: 'ucs2', parts: 1 });
    expect(countSms('س'.repeat(71))).toMatchObject({ parts: 2, perPart: 67 });
  });

  test('one emoji makes the whole text UCS-2 and counts two', () => {
    expect(countSms('ok 👍')).toMatchObject({ encoding: 'ucs2', units: 5 });
  });

  test('nothing costs nothing', () => {
    expect(countSms('').parts).toBe(0);
  });
});
