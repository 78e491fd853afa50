import { describe, expect, test } from 'vitest';
import {
  bodyOf,
  coverageOf,
  errorsOf,
  keyFrom,
  valuesOf,
  type SavedReplyValues,
} from './saved-reply-values.ts';

const written: SavedReplyValues = {
  ...valuesOf(null, true),
  key: 'termin',
  title: 'Termin',
  texts: { de: 'Hallo {{contact.name}}', ar: '' },
};
const codesOf = (values: SavedReplyValues) => errorsOf(values).map(({ code }) => code);

describe('a saved reply while it is written', () => {
  test('is right with one text, and empty languages are not sent', () => {
    expect(errorsOf(written)).toEqual([]);
    expect(bodyOf(written).texts).toEqual({ de: 'Hallo {{contact.name}}' });
  });

  test('says everything that is wrong', () => {
    const wrong = { ...written, key: 'Zwei Wörter', title: ' ', texts: { de: ' ' } };
    expect(codesOf(wrong)).toEqual(['titleMissing', 'keyInvalid', 'textMissing']);
    const texts = { de: 'x'.repeat(4097), ar: '{{office.phone}}' };
    expect(errorsOf({ ...written, texts })).toEqual([
      { field: 'texts', code: 'tooLong', language: 'de', max: 4096 },
      { field: 'texts', code: 'unknownVariable', language: 'ar', name: '{{office.phone}}' },
    ]);
  });

  test('gets a key from its title', () => {
    expect(keyFrom('Öffnungszeiten & Straße')).toBe('oeffnungszeiten-strasse');
    expect(keyFrom('  ¿Qué? ')).toBe('que');
    expect(keyFrom('Спасибо')).toBe('');
    expect(keyFrom(`${'a'.repeat(31)} b`)).toBe('a'.repeat(31));
  });

  test('names the languages that it lacks', () => {
    const coverage = coverageOf({ texts: { ar: 'x', so: 'x' } });
    expect(coverage.filter(({ isThere }) => isThere).map(({ language }) => language)).toEqual([
      'ar',
      'so',
    ]);
    expect(coverage).toHaveLength(8);
  });
});
