import { isSpoken, type SpokenLanguage } from './words.ts';

/** Latin digits in all but Farsi, which is read with its own. */
const locales: Record<SpokenLanguage, string> = {
  de: 'de-DE',
  en: 'en-GB',
  ru: 'ru-RU',
  uk: 'uk-UA',
  ar: 'ar-EG-u-nu-latn-ca-gregory',
  tr: 'tr-TR',
  fa: 'fa-IR-u-nu-arabext-ca-gregory',
};

/** A day and a time in Berlin as it is said in a language, such as "Donnerstag, 26. November, 16 Uhr"; without the year. */
export function formatWhen(at: Date, language: string): string {
  const spoken = isSpoken(language) ? language : 'en';
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[spoken], { timeZone: 'Europe/Berlin', ...options }).format(at);
  const weekday = part({ weekday: 'long' });
  const day = part({ day: 'numeric', month: 'long' });
  const time = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (spoken === 'ar' || spoken === 'fa') {
    return `${weekday} ${day}${spoken === 'ar' ? '، الساعة' : '، ساعت'} ${time}`;
  }
  if (spoken === 'tr') return `${day} ${weekday}, saat ${time}`;
  if (spoken !== 'de') return `${weekday}, ${day}, ${time}`;
  const [hour, minute] = time.split(':');
  return `${weekday}, ${day}, ${minute === '00' ? Number(hour) : time} Uhr`;
}

/** A day with its year, such as "24. November 2026". */
export function formatDay(at: Date, language: string): string {
  const locale = locales[isSpoken(language) ? language : 'en'];
  const options = { timeZone: 'Europe/Berlin', dateStyle: 'long' } as const;
  return new Intl.DateTimeFormat(locale, options).format(at);
}
