import { closingLine } from './closing-line.ts';
import type { FaqEntry } from './faq.ts';

/** Where an answer comes from and when that was looked at. */
const sourceLines: Record<string, (authority: string, day: string) => string> = {
  de: (authority, day) => `Quelle: ${authority}, geprüft am ${day}`,
  en: (authority, day) => `Source: ${authority}, checked on ${day}`,
  ru: (authority, day) => `Источник: ${authority}, проверено ${day}`,
  uk: (authority, day) => `Джерело: ${authority}, перевірено ${day}`,
  ar: (authority, day) => `المصدر: ${authority}، تم التحقق في ${day}`,
  tr: (authority, day) => `Kaynak: ${authority}, kontrol tarihi ${day}`,
  fa: (authority, day) => `منبع: ${authority}، بررسی‌شده در ${day}`,
};

type Texts = { short: string; sms: string };

/**
 * An answer as the client gets it. `full`: the short text, its sources with the day on which they were looked at, the
 * closing line. `sms`: the text for SMS and the closing line; it fits into two parts.
 */
export function composeAnswer(
  texts: Texts,
  sources: FaqEntry['sources'],
  language: string,
  form: 'full' | 'sms',
): string {
  if (form === 'sms') return `${texts.sms}\n${closingLine(language, 'sms')}`;
  const last = [sourceLine(sources, language), closingLine(language, 'full')];
  return `${texts.short}\n\n${last.filter((one) => one !== '').join('\n')}`;
}

function sourceLine(sources: FaqEntry['sources'], language: string): string {
  const oldest = sources.map(({ checkedOn }) => checkedOn).toSorted()[0];
  if (oldest === undefined) return '';
  const authorities = [...new Set(sources.map(({ authority }) => authority))].join(', ');
  const line = sourceLines[language] ?? sourceLines['en'];
  return line?.(authorities, oldest.split('-').reverse().join('.')) ?? '';
}
