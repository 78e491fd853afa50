import type { FaqEntry } from '../../gateway/contract/faq.ts';

export type DueGroup = { key: string; isOverdue: boolean; entries: FaqEntry[] };

/** The day from which an answer is withheld unless somebody looks at it. */
export function dueOf({ reviewBy, validUntil }: FaqEntry): string {
  return validUntil !== null && validUntil < reviewBy ? validUntil : reviewBy;
}

/** What is due when: overdue ones first, then month by month (`YYYY-MM`); archived answers are never due. */
export function dueGroups(entries: readonly FaqEntry[], day: string): DueGroup[] {
  const sorted = entries
    .filter(({ isArchived }) => !isArchived)
    .toSorted((a, b) => dueOf(a).localeCompare(dueOf(b)));
  const isOverdue = ({ reviewBy, validUntil }: FaqEntry) =>
    reviewBy <= day || (validUntil !== null && validUntil < day);
  const groups = Map.groupBy(sorted, (entry) =>
    isOverdue(entry) ? 'overdue' : dueOf(entry).slice(0, 7),
  );
  return [...groups]
    .map(([key, found]) => ({ key, isOverdue: key === 'overdue', entries: found }))
    .toSorted((a, b) => Number(b.isOverdue) - Number(a.isOverdue) || a.key.localeCompare(b.key));
}
