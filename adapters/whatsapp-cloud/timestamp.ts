import { asId } from './json.ts';

export type Moment = { at: Date | null; seconds: number | null };

const firstMilliseconds = 1e12;

/**
 * Reads a webhook's timestamp. Documented as Unix seconds in a string; some events carry milliseconds,
 * recognised by being 10^12 or more (as seconds that would be the year 33658).
 */
export function readTimestamp(value: unknown): Moment {
  const text = asId(value);
  const number = text === null ? Number.NaN : Number(text);
  const ms = number >= firstMilliseconds ? number : number * 1000;
  const at = new Date(ms);
  if (!(number > 0) || Number.isNaN(at.getTime())) return { at: null, seconds: null };
  return { at, seconds: Math.floor(ms / 1000) };
}
