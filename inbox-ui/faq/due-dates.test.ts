import { expect, it } from 'vitest';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { draftsOf } from './drafts-of.ts';
import { dueGroups } from './due-dates.ts';

const entry = (id: string, part: Partial<FaqEntry>) =>
  ({ id, validUntil: null, isArchived: false, translations: [], ...part }) as unknown as FaqEntry;

it('what is overdue comes first, then month by month; an end of validity counts as well', () => {
  const groups = dueGroups(
    [
      entry('later', { reviewBy: '2027-03-01' }),
      entry('today', { reviewBy: '2026-11-24' }),
      entry('ends', { reviewBy: '2027-03-01', validUntil: '2026-12-31' }),
      entry('last-day', { reviewBy: '2027-03-01', validUntil: '2026-11-24' }),
      entry('archived', { reviewBy: '2026-01-01', isArchived: true }),
    ],
    '2026-11-24',
  );
  expect(groups.map(({ key, entries }) => [key, ...entries.map(({ id }) => id)])).toEqual([
    ['overdue', 'today'],
    ['2026-11', 'last-day'],
    ['2026-12', 'ends'],
    ['2027-03', 'later'],
  ]);
});

it('a sitting goes through German before what follows it', () => {
  const text = (language: string, state: string) => ({ language, state });
  const translations = [text('ar', 'draft'), text('de', 'draft'), text('en', 'approved')];
  const entries = [
    entry('a', { translations } as unknown as Partial<FaqEntry>),
    entry('b', { translations, isArchived: true } as unknown as Partial<FaqEntry>),
  ];
  expect(draftsOf(entries, null)).toEqual([
    { entryId: 'a', language: 'de' },
    { entryId: 'a', language: 'ar' },
  ]);
  expect(draftsOf(entries, 'en')).toEqual([]);
});
