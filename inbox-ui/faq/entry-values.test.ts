import { describe, expect, it } from 'vitest';
import { changesBetween, problemsOf, smsOf, valuesOf, type Texts } from './entry-values.ts';

const now = new Date('2026-11-24T12:00:00Z');
const empty = valuesOf(null, now);
const german: Texts = { question: 'Frage?', short: 'Kurz.', long: 'Lang.', sms: 'SMS.' };

describe('the form of an answer', () => {
  it('sends what was changed and nothing else', () => {
    const base = { ...empty, texts: { de: german } };
    expect(changesBetween(base, base)).toEqual({});
    expect(empty.reviewBy).toBe('2027-05-24');
    const arabic = { ...german, question: 'سؤال؟' };
    expect(
      changesBetween(base, {
        ...base,
        risk: 'legal',
        validUntil: '2027-01-01',
        texts: { ...base.texts, ar: arabic, tr: { question: ' ', short: '', long: '', sms: '' } },
      }),
    ).toEqual({
      risk: 'legal',
      validUntil: '2027-01-01',
      translations: [{ language: 'ar', ...arabic }],
    });
    expect(changesBetween({ ...base, ownerId: 'a' }, base)).toEqual({ ownerId: null });
  });

  it('wants a language whole or not at all, and German always', () => {
    expect(problemsOf(empty).map(({ field, code }) => [field, code])).toEqual(
      ['question', 'short', 'long', 'sms'].map((field) => [field, 'missing']),
    );
    const texts = {
      de: german,
      ar: { ...german, sms: 'ق'.repeat(130) },
      tr: { ...german, long: '' },
    };
    expect(problemsOf({ ...empty, texts })).toEqual([
      { language: 'ar', field: 'sms', code: 'smsParts' },
      { language: 'tr', field: 'long', code: 'missing' },
    ]);
  });

  it('counts an SMS with its closing line', () => {
    expect(smsOf('de', 'a'.repeat(100)).parts).toBe(1);
    expect(smsOf('de', 'a'.repeat(120)).parts).toBe(2);
  });
});
