import type { FaqEntry, FaqState } from './faq.ts';

/** Why an answer isn't sent by itself, the gravest first. */
export const withheldReasons = [
  'archived',
  'frozen',
  'missing',
  'draft',
  'review_due',
  'expired',
  'outdated',
] as const;
export type WithheldReason = (typeof withheldReasons)[number];

type Rules = Pick<FaqEntry, 'risk' | 'reviewBy' | 'validUntil'> &
  Partial<Pick<FaqEntry, 'frozen' | 'isArchived'>>;

/**
 * Why a text may not be sent by itself on a day (`YYYY-MM-DD` in Europe/Berlin), or null when it may: it has to be
 * approved, cite no frozen source, be before its review date and within its validity, and not lag behind the German text
 * where that is dangerous. `state` is undefined when there is no text in the language.
 */
export function withheldReason(
  { risk, reviewBy, validUntil, frozen, isArchived }: Rules,
  state: FaqState | undefined,
  day: string,
): WithheldReason | null {
  if (isArchived) return 'archived';
  if (frozen) return 'frozen';
  if (state === undefined) return 'missing';
  if (state === 'draft') return 'draft';
  if (day >= reviewBy) return 'review_due';
  if (validUntil !== null && day > validUntil) return 'expired';
  return state === 'outdated' && risk !== 'low' ? 'outdated' : null;
}
