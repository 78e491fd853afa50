import { describe, expect, it } from 'vitest';
import { detectLanguage } from './detect-language.ts';
import sentences from './sentences.json' with { type: 'json' };

const certain = (language: string) => ({ language, isCertain: true });
const guess = (language: string | null) => ({ language, isCertain: false });
const nothing = guess(null);

describe('the language of a text', () => {
  it('the sentences cover the languages of counseling', () => {
    expect(Object.keys(sentences).length).toBeGreaterThanOrEqual(40);
    for (const list of Object.values(sentences)) expect(list.length).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(sentences))('%s is certain in whole sentences', (language, list) => {
    for (const text of list) expect(detectLanguage(text), text).toEqual(certain(language));
  });

  it.each([
    ['здравствуйте', 'ru'],
    ['Добрый день!', 'ru'],
    ['вітаю', 'uk'],
    ['Доброго дня', 'uk'],
    ['merhaba', 'tr'],
    ['مرحبا', 'ar'],
    ['درود', 'fa'],
    ['سڵاو', 'ckb'],
    ['rojbaş', 'kmr'],
    ['Bonjour', 'fr'],
    ['Bună ziua', 'ro'],
    ['xin chào', 'vi'],
    ['Dzień dobry', 'pl'],
    ['Përshëndetje', 'sq'],
    ['iska warran', 'so'],
    ['გამარჯობა', 'ka'],
    ['你好', 'zh'],
  ])('the greeting "%s" is enough', (text, language) => {
    expect(detectLanguage(text)).toEqual(certain(language));
  });

  it.each([
    ['hallo', 'de'],
    ['Hello', 'en'],
    ['hi', 'en'],
    ['привет', 'ru'],
    ['سلام', 'fa'],
    ['السلام عليكم', 'ar'],
    ['selam', 'tr'],
    ['ሰላም', 'ti'],
    ['ciao', 'it'],
  ])('the greeting "%s" is borrowed by others: a guess, and history decides', (text, language) => {
    expect(detectLanguage(text)).toEqual(guess(language));
    expect(detectLanguage(text, [language])).toEqual(certain(language));
  });

  it.each([
    'ok',
    'OK 👍',
    'Salam',
    '123',
    '0176 1234567',
    '👍🏽',
    '🙏🙏',
    '',
    '   ',
    '?',
    'Termin',
    'ja',
    'no',
    'Anna',
    'Mohammed Al Hassan',
    'https://example.org/de/seite',
    'amina@example.org',
  ])('"%s" says nothing by itself', (text) => {
    expect(detectLanguage(text)).toEqual(nothing);
    expect(detectLanguage(text, ['fa', 'de'])).toEqual(certain('fa'));
  });

  it('history gives way to a sentence, and to another script', () => {
    expect(detectLanguage('Ich habe einen Brief bekommen', ['ar'])).toEqual(certain('de'));
    expect(detectLanguage('привет', ['tr'])).toEqual(guess('ru'));
    expect(detectLanguage('привет', ['tr', 'uk'])).toEqual(certain('uk'));
    expect(detectLanguage('hallo', ['ru'])).toEqual(guess('de'));
  });

  it('neighbours that a text does not tell apart stay what they were', () => {
    const [farsi = ''] = sentences.fa;
    expect(detectLanguage(farsi, ['prs'])).toEqual(certain('prs'));
    const [croatian = ''] = sentences.hr;
    expect(detectLanguage(croatian, ['bs'])).toEqual(certain('bs'));
    expect(detectLanguage(croatian, ['de'])).toEqual(certain('hr'));
    expect(detectLanguage('ok', ['pt-BR'])).toEqual(certain('pt'));
  });

  it.each([
    'mar7aba 3andi soal',
    'salam alaykum kif bade mawed',
    '3ndi so2al 3an el visa',
    'shu lazim a3mel',
  ])('Arabizi "%s" is a guess at Arabic', (text) => {
    expect(detectLanguage(text)).toEqual(guess('ar'));
  });

  it('names of German papers do not make another script German', () => {
    expect(detectLanguage('عندي رسالة من Jobcenter')).toEqual(certain('ar'));
    expect(detectLanguage('Мне нужна Anmeldebestätigung от Bürgeramt')).toMatchObject({
      language: 'ru',
    });
    expect(detectLanguage('ذهبت إلى Ausländerbehörde und habe Aufenthaltstitel').isCertain).toBe(
      false,
    );
    expect(detectLanguage('Привет, Anmeldung Bürgeramt Termin').isCertain).toBe(false);
  });

  it('bad input gets an answer at once: long, empty of letters, broken, invisible', () => {
    const long = 'Ich habe einen Brief bekommen und verstehe ihn nicht. '.repeat(80);
    expect(long.length).toBeGreaterThan(4000);
    expect(detectLanguage(long)).toEqual(certain('de'));
    expect(detectLanguage('asdkjh qwlkej zxmcnb')).toMatchObject({ isCertain: false });
    for (const text of [
      '\u0000',
      '\uD800',
      '\u200F\u200E',
      '🇩🇪🇺🇦',
      '٣',
      '3️⃣',
      '𝓗𝓪𝓵𝓵𝓸',
      'ـــــ',
      '\u0301\u0301',
      '.'.repeat(4000),
      'ا'.repeat(4000),
    ]) {
      expect(detectLanguage(text).isCertain, JSON.stringify(text)).toBe(false);
    }
  });

  it('is quick: the slowest kinds of text can be done below a millisecond', () => {
    const mixed = Object.values(sentences).flat().join(' ').slice(0, 4000);
    const latin = 'zażółć gęślą jaźń quux '.repeat(200);
    detectLanguage(latin);
    for (const text of [mixed, latin, ...Object.values(sentences).flat()]) {
      const took = Array.from({ length: 21 }, () => {
        const startedAt = performance.now();
        detectLanguage(text);
        return performance.now() - startedAt;
      });
      expect(Math.min(...took), text.slice(0, 40)).toBeLessThan(1);
    }
  });
});
