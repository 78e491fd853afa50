import { dateFormat, numberFormat, relativeFormat } from '../intl.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `now`, `5 min`, `3 hr`, `yesterday`, `Mon`, `12/03`: short enough for a row of a list. */
export function relativeTime(at: Date, now: Date, language: string): string {
  const elapsedMs = now.getTime() - at.getTime();
  const short = relativeFormat(language, { numeric: 'auto', style: 'short' });
  if (elapsedMs < minuteMs) return short.format(0, 'second');
  if (elapsedMs < hourMs) return amount(Math.floor(elapsedMs / minuteMs), 'minute', language);
  const days = calendarDaysBetween(at, now);
  if (days === 0) return amount(Math.floor(elapsedMs / hourMs), 'hour', language);
  if (days === 1) return short.format(-1, 'day');
  if (days < 7) return dateFormat(language, { weekday: 'short' }).format(at);
  return shortDate(at, now, language);
}

/** `5 min ago`, `yesterday`, `12 Mar 2026`: to stand in a sentence. */
export function timeAgo(at: Date, now: Date, language: string): string {
  const elapsedMs = now.getTime() - at.getTime();
  const relative = relativeFormat(language, { numeric: 'auto' });
  if (elapsedMs < minuteMs) return relative.format(0, 'second');
  if (elapsedMs < hourMs) return relative.format(-Math.floor(elapsedMs / minuteMs), 'minute');
  const days = calendarDaysBetween(at, now);
  if (days === 0) return relative.format(-Math.floor(elapsedMs / hourMs), 'hour');
  if (days < 7) return relative.format(-days, 'day');
  return dateFormat(language, { dateStyle: 'medium' }).format(at);
}

/** `14:05`. */
export function clockTime(at: Date, language: string): string {
  return dateFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** The whole date and time, for a tooltip and for screen readers. */
export function fullTime(at: Date, language: string): string {
  return dateFormat(language, {
    dateStyle: 'full',
    timeStyle: 'short',
  }).format(at);
}

/** `today`, `yesterday`, `Monday, 3 March`: the line between two days of a thread. */
export function dayName(at: Date, now: Date, language: string): string {
  const days = calendarDaysBetween(at, now);
  if (days === 0 || days === 1) {
    return relativeFormat(language, { numeric: 'auto' }).format(-days, 'day');
  }
  const isThisYear = at.getFullYear() === now.getFullYear();
  return dateFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(at);
}

function amount(count: number, unit: 'minute' | 'hour', language: string): string {
  return numberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
  }).format(count);
}

function shortDate(at: Date, now: Date, language: string): string {
  const isThisYear = at.getFullYear() === now.getFullYear();
  const options: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit' };
  return dateFormat(language, isThisYear ? options : { ...options, year: '2-digit' }).format(at);
}

function calendarDaysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / dayMs);
}
