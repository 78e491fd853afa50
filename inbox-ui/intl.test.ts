import { createInstance, type ResourceLanguage as Resource } from 'i18next';
import { expect, test } from 'vitest';
import { formatList, formatNumber, numbersInTexts } from './intl.ts';

const files = import.meta.glob<Resource>('./locales/*/{common,inbox}.json', {
  import: 'default',
  eager: true,
});

/** `t` with the real words of a language. */
async function wordsOf(language: string) {
  const read = (namespace: string) => files[`./locales/${language}/${namespace}.json`] ?? {};
  const i18n = createInstance();
  await i18n.use(numbersInTexts).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { common: read('common'), inbox: read('inbox') } },
    interpolation: { escapeValue: false, alwaysFormat: true },
  });
  return i18n.getFixedT(language, 'inbox');
}

const unread = { key: 'row.unread', counts: [1, 2, 5, 11, 21, 1234] };

test.each([
  ['de', ['1 ungelesene Nachricht', '2 ungelesene Nachrichten']],
  ['en', ['1 unread message', '2 unread messages']],
  ['tr', ['1 okunmamış mesaj', '2 okunmamış mesaj']],
  [
    'ru',
    [
      '1 непрочитанное сообщение',
      '2 непрочитанных сообщения',
      '5 непрочитанных сообщений',
      '11 непрочитанных сообщений',
      '21 непрочитанное сообщение',
    ],
  ],
  [
    'uk',
    [
      '1 непрочитане повідомлення',
      '2 непрочитані повідомлення',
      '5 непрочитаних повідомлень',
      '11 непрочитаних повідомлень',
      '21 непрочитане повідомлення',
    ],
  ],
  [
    'ar',
    [
      'رسالة غير مقروءة',
      'رسالتان غير مقروءتين',
      '5 رسائل غير مقروءة',
      '11 رسالة غير مقروءة',
      '21 رسالة غير مقروءة',
    ],
  ],
])('%s counts in its own forms', async (language, expected) => {
  const t = await wordsOf(language);
  const said = unread.counts.map((count) => t(unread.key, { count }));
  expect(said.slice(0, expected.length)).toEqual(expected);
});

test('numbers are grouped as the language does it, in the digits 0–9', async () => {
  expect(formatNumber(20_000, 'de')).toBe('20.000');
  expect(formatNumber(20_000, 'en')).toBe('20,000');
  expect(formatNumber(20_000, 'ru')).toBe('20\u00a0000');
  expect(formatNumber(20_000, 'ar')).toBe('20,000');
  const t = await wordsOf('de');
  expect(t('row.unread', { count: 1234 })).toBe('1.234 ungelesene Nachrichten');
});

test('lists end as the language does it', () => {
  expect(formatList(['a', 'b', 'c'], 'de')).toBe('a, b und c');
  expect(formatList(['a', 'b', 'c'], 'ru')).toBe('a, b и c');
  expect(formatList(['أ', 'ب'], 'ar')).toBe('أ وب');
});

test('a filter that is not set is not counted', async () => {
  for (const language of ['de', 'ru', 'ar']) {
    const t = await wordsOf(language);
    expect(t('filter.label', { count: 0 })).not.toMatch(/\d/);
  }
});
