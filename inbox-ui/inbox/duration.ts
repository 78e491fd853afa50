import { numberFormat } from '../intl.ts';

const minuteMs = 60_000;

/** A length of time in at most two units: "3 hr 20 min". Never less than one minute. */
export function duration(lengthMs: number, language: string): string {
  const minutes = Math.max(1, Math.floor(lengthMs / minuteMs));
  if (minutes < 60) return amount(minutes, 'minute', language);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return amount(Math.floor(hours / 24), 'day', language);
  if (hours >= 10 || minutes % 60 === 0) return amount(hours, 'hour', language);
  return `${amount(hours, 'hour', language)} ${amount(minutes % 60, 'minute', language)}`;
}

/** The same in one unit, for a row of a list: "3 hr". */
export function shortDuration(lengthMs: number, language: string): string {
  const minutes = Math.max(1, Math.floor(lengthMs / minuteMs));
  if (minutes < 60) return amount(minutes, 'minute', language);
  return amount(Math.floor(minutes / 60), 'hour', language);
}

function amount(value: number, unit: 'minute' | 'hour' | 'day', language: string): string {
  const unitDisplay = unit === 'day' ? 'long' : 'short';
  return numberFormat(language, { style: 'unit', unit, unitDisplay }).format(value);
}
