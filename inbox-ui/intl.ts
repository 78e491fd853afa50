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
  return numberFormat(language, {}).format(value);
}

/** `Arabic, German and Turkish`. */
export function formatList(words: Iterable<string>, language: string): string {
  return listFormat(language, {}).format(words);
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

export const dateFormat = lasting(
  (tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options),
);
export const relativeFormat = lasting(
  (tag, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(tag, options),
);
export const numberFormat = lasting(
  (tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options),
);
const listFormat = lasting(
  (tag, options: Intl.ListFormatOptions) => new Intl.ListFormat(tag, options),
);

/** Making a formatter costs a hundred times as much as using it, so each is made once. */
function lasting<Options, Format>(make: (tag: string, options: Options) => Format) {
  const made = new Map<string, Format>();
  return (language: string, options: Options): Format => {
    const key = language + JSON.stringify(options);
    const format = made.get(key) ?? make(intlTag(language), options);
    made.set(key, format);
    return format;
  };
}
