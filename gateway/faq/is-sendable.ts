import type { FaqEntry, FaqState } from '../contract/faq.ts';

type Dates = Pick<FaqEntry, 'risk' | 'reviewBy' | 'validUntil'>;

/**
 * Whether an answer may be sent by itself on a day (`YYYY-MM-DD` in Europe/Berlin): approved in the language, not past its
 * review date nor its validity, and not legal while its translation lags behind the German text.
 */
export function isSendable(
  { risk, reviewBy, validUntil }: Dates,
  state: FaqState | undefined,
  day: string,
): boolean {
  if (state === undefined || state === 'draft') return false;
  if (state === 'outdated' && risk !== 'low') return false;
  return day < reviewBy && (validUntil === null || day <= validUntil);
}

/** Today in Berlin, where review dates are meant. */
export function berlinDay(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(now);
}
