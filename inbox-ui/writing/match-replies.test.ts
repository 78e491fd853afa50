import { describe, expect, test } from 'vitest';
import type { SavedReply } from '../../gateway/contract/saved-reply.ts';
import { latinKeysOf } from './latin-keys.ts';
import { findReplies, matchReplies } from './match-replies.ts';

function saved(key: string, title: string, texts: Record<string, string>): SavedReply {
  return { id: key, key, title, texts, topic: null, isShared: true, updatedAt: '2026-01-01' };
}

const termin = saved('termin', 'Termin anbieten', { de: 'Wann passt es?', ar: 'متى يناسبكم؟' });
const hours = saved('zeiten', 'Öffnungszeiten', { de: 'Wir sind von 9 bis 16 Uhr da.' });
const next = saved('folgetermin', 'Noch ein Termin', { ar: 'موعد آخر', uk: 'Ще одна зустріч' });
const thanks = saved('danke', 'Спасибо', { ru: 'Ещё раз спасибо за терпение' });
const all = [hours, thanks, next, termin];
const keysOf = (query: string) => findReplies(all, query).map(({ key }) => key);

describe('a saved reply is found', () => {
  test('by the beginning of its key first, then of a word in its title, then anywhere', () => {
    expect(keysOf('ter')).toEqual(['termin', 'folgetermin']);
    expect(keysOf('offnung')).toEqual(['zeiten']);
    expect(keysOf('UHR')).toEqual(['zeiten']);
    expect(keysOf('nirgends')).toEqual([]);
  });

  test('in any script, with and without marks', () => {
    expect(keysOf('يناسبكم')).toEqual(['termin']);
    expect(keysOf('مَوعِد')).toEqual(['folgetermin']);
    expect(keysOf('еще')).toEqual(['danke']);
    expect(keysOf('зустр')).toEqual(['folgetermin']);
  });

  test('by its key although the keyboard is set to other letters', () => {
    expect(keysOf('еукьшт')[0]).toBe('termin');
    expect(keysOf('فثق')).toEqual(['termin', 'folgetermin']);
    expect(latinKeysOf('нушеут')).toContain('zeiten');
    expect(latinKeysOf('termin')).toEqual([]);
  });
});

describe('what can be chosen', () => {
  const choose = (language: string | null, fallbacks = ['de', 'en']) => {
    const { own, others } = matchReplies(all, 'ter', language, fallbacks);
    const named = (versions: typeof own) =>
      versions.map((version) => `${version.reply.key} ${version.language}`);
    return { own: named(own), others: named(others) };
  };

  test('is the contact’s language first, then what colleagues can read', () => {
    expect(choose('ar')).toEqual({
      own: ['termin ar', 'folgetermin ar'],
      others: ['termin de'],
    });
  });

  test('is some other language where the contact’s and ours are missing', () => {
    expect(choose('fa')).toEqual({ own: [], others: ['termin de', 'folgetermin ar'] });
  });

  test('is our language where the contact’s is not known', () => {
    expect(choose(null)).toEqual({ own: ['termin de'], others: ['folgetermin ar'] });
  });

  test('is the language whatever the region', () => {
    expect(choose('ar-SY').own).toEqual(['termin ar', 'folgetermin ar']);
  });
});
