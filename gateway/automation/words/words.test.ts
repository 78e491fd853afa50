import { describe, expect, it } from 'vitest';
import { countSms } from '../../contract/sms-parts.ts';
import { findCommand } from '../../faq/match/commands.ts';
import ar from './ar.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import fa from './fa.json' with { type: 'json' };
import { formatWhen } from './format-when.ts';
import ru from './ru.json' with { type: 'json' };
import tr from './tr.json' with { type: 'json' };
import uk from './uk.json' with { type: 'json' };
import { crisisCard, say, spokenLanguages, textVersion, type WordKey } from './words.ts';

const params = {
  organization: 'Caritas Köln Migration',
  url: 'https://lotse.example/d/7k3f',
  source: 'Bundesagentur für Arbeit',
  date: '24.11.2026',
  name: 'Jugendmigrationsdienst Köln',
  why: 'Unter 27',
  office: 'Caritas, Bartholomäus-Schink-Str. 6, 50825 Köln, 0221 123456',
};
const shortest = { ...params, office: 'Caritas Köln, 0221 123456' };

const texts: Record<string, Record<string, string>> = { ar, de, en, fa, ru, tr, uk };
const german: Record<string, string> = de;
const keys = Object.keys(german).filter((key) => !key.endsWith('.sms')) as WordKey[];

function spoken(language: string, key: WordKey, form: 'full' | 'sms'): string {
  return say(
    language,
    key,
    {
      ...(form === 'sms' ? shortest : params),
      topic: say(language, 'menu.residence', {}, form),
      language: 'Deutsch',
      question: 'Wann muss mein Kind in die Schule?',
      when: formatWhen(new Date('2026-11-26T15:30:00Z'), language),
    },
    form,
  );
}

describe('what the assistant says', () => {
  it.each(spokenLanguages)('every text exists in %s, with the same values in it', (language) => {
    const own = texts[language] ?? {};
    expect(Object.keys(own).filter((key) => !key.endsWith('.sms'))).toEqual(keys);
    for (const [key, text] of Object.entries(own)) {
      const wanted = valuesIn(german[key.replace(/\.sms$/, '')] ?? '');
      expect(new Set(wanted), key).toEqual(
        new Set(key.endsWith('.sms') ? [...wanted, ...valuesIn(text)] : valuesIn(text)),
      );
      expect(text.trim(), key).toBe(text);
    }
  });

  it.each(spokenLanguages)('a text in %s has at most 300 characters', (language) => {
    for (const key of keys) {
      expect(spoken(language, key, 'full').length, key).toBeLessThanOrEqual(300);
    }
  });

  it.each(spokenLanguages)('an SMS in %s has at most two parts', (language) => {
    for (const key of keys) {
      const text = spoken(language, key, 'sms');
      expect(countSms(text).parts, `${key}: ${text}`).toBeLessThanOrEqual(2);
    }
  });

  it.each(spokenLanguages)('the whole menu in %s fits into two parts of an SMS', (language) => {
    const rows = keys.filter((key) => /^menu\.(?!ask)/.test(key));
    expect(rows).toHaveLength(10);
    const lines = rows.map((key, index) => `${index + 1} ${say(language, key, {}, 'sms')}`);
    const text = [say(language, 'menu.ask', {}, 'sms'), ...lines].join('\n');
    expect(countSms(text).parts, text).toBeLessThanOrEqual(2);
  });

  it.each(spokenLanguages)('what is tapped in %s fits onto a button or a row', (language) => {
    for (const key of keys.filter((one) => buttons.test(one))) {
      const most = /^menu\.(?!ask)/.test(key) || rowsOnly.has(key) ? 24 : 20;
      expect(say(language, key).length, say(language, key)).toBeLessThanOrEqual(most);
    }
  });

  it('the crisis card names the same numbers everywhere, in both forms', () => {
    const wanted = [
      '112',
      '110',
      '08001110111',
      '08001110222',
      '116123',
      '116016',
      '116117',
    ].toSorted();
    for (const language of spokenLanguages) {
      for (const form of ['full', 'sms'] as const) {
        const card = crisisCard(language, form);
        const numbers = Array.from(card.matchAll(/\d[\d ]*\d/g), ([one]) =>
          one.replaceAll(' ', ''),
        );
        expect(numbers.toSorted(), card).toEqual(wanted);
      }
    }
  });

  it('numbers in a text say the same in every language', () => {
    const numbersIn = (text: string) =>
      Array.from(
        text.replaceAll(/(?<=\d) (?=\d)/g, '').matchAll(/\d+/g),
        ([one]) => one,
      ).toSorted();
    for (const language of spokenLanguages) {
      for (const key of keys) {
        expect(numbersIn(texts[language]?.[key] ?? ''), `${language} ${key}`).toEqual(
          numbersIn(german[key] ?? ''),
        );
      }
    }
  });

  it('from right to left no number falls apart, and what is put in keeps its order', () => {
    for (const language of ['ar', 'fa']) {
      for (const text of Object.values(texts[language] ?? {})) {
        expect(text, text).not.toMatch(/\d[ /-]+\d/);
      }
      expect(say(language, 'office.chosen', { office: 'Köln, 0221 123456' })).toContain(
        '\u2068Köln, 0221 123456\u2069',
      );
    }
    expect(say('de', 'office.chosen', { office: 'Köln' })).toBe('Ihre Beratungsstelle: Köln');
  });

  it('a word that a text asks for is understood', () => {
    for (const [language, word] of Object.entries({
      de: 'LÖSCHEN',
      en: 'DELETE',
      ru: 'УДАЛИТЬ',
      uk: 'ВИДАЛИТИ',
      ar: 'حذف',
      tr: 'SİL',
      fa: 'پاک کردن',
    })) {
      expect(texts[language]?.['my_data']).toContain(word);
      expect(texts[language]?.['consent.ask']).toContain(word);
      expect(findCommand(word), word).toBe('delete');
    }
  });

  it('asks for no name and no birth date', () => {
    for (const language of spokenLanguages) {
      for (const key of keys.filter((one) => one.endsWith('.ask'))) {
        expect(texts[language]?.[key], key).not.toMatch(
          /Ihr(?:en)? Name|your name|Geburt|birth|имя|рожд|ім'я|народж|اسم|ميلاد|adınız|doğum|نام شما|تولد/iu,
        );
      }
    }
  });

  it('speaks English where it does not know the language, and misses no value silently', () => {
    expect(say('sw', 'yes')).toBe('Yes');
    expect(() => say('de', 'queued')).toThrow('needs when');
  });

  it('the version of a text is short, and another one for another text', () => {
    expect(textVersion('consent.ask')).toMatch(/^[0-9a-f]{12}$/);
    expect(textVersion('consent.ask')).not.toBe(textVersion('notice'));
  });

  it('says when in Berlin, in summer and in winter', () => {
    const winter = new Date('2026-11-26T15:00:00Z');
    expect(formatWhen(winter, 'de')).toBe('Donnerstag, 26. November, 16 Uhr');
    expect(formatWhen(new Date('2026-07-02T07:30:00Z'), 'de')).toBe(
      'Donnerstag, 2. Juli, 09:30 Uhr',
    );
    expect(formatWhen(winter, 'en')).toBe('Thursday, 26 November, 16:00');
    expect(formatWhen(winter, 'ru')).toBe('четверг, 26 ноября, 16:00');
    expect(formatWhen(winter, 'uk')).toBe('четвер, 26 листопада, 16:00');
    expect(formatWhen(winter, 'ar')).toBe('الخميس 26 نوفمبر، الساعة 16:00');
    expect(formatWhen(winter, 'tr')).toBe('26 Kasım Perşembe, saat 16:00');
    expect(formatWhen(winter, 'fa')).toBe('پنجشنبه ۲۶ نوامبر، ساعت ۱۶:۰۰');
  });
});

const buttons =
  /^(?:menu\.(?!ask)|helped\.(?:yes|no|person)|offer\.none|person\.(?:yes|menu)|consent\.(?:yes|no)$|skip|age\.(?:under|from)|yes|no$|referral\.(?:there|stay)|counselor\.any|delete\.(?:yes|no))/;
/** Stand in a list of counselors, never on a button. */
const rowsOnly = new Set<string>(['counselor.any']);

function valuesIn(text: string): string[] {
  return Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name).toSorted();
}
