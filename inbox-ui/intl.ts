import type { FormatterModule } from 'i18next';

/**
 * The tag to format dates and numbers with. Appointments, letters and forms in Germany go by the Gregorian calendar, the
 * day before the month and the digits 0–9, so every language of the interface does, Arabic and Farsi as well.
 */
export function intlTag(language: string): string {
  return `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-hc-h23-nu-latn`;
}

/** `20,000` or `20.000`. */
export function formatNumber(value: number, language: string): string {
  return new Intl.NumberFormat(intlTag(language)).format(value);
}

/** `Arabic, German and Turkish`. */
export function formatList(words: readonly string[], language: string): string {
  return new Intl.ListFormat(intlTag(language)).format(words);
}

/** Numbers inside of texts, `{{count}}` as well, as the language writes them. */
export const numbersInTexts: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language) =>
    typeof value === 'number' ? formatNumber(value, language ?? 'de') : (value as string),
};
