import type { FaqEntry } from '../../gateway/contract/faq.ts';

export type Draft = { entryId: string; language: string };

/** What waits for approval, of one language or of all: the German text of an answer comes before its translations. */
export function draftsOf(entries: readonly FaqEntry[], language: string | null): Draft[] {
  return entries
    .filter(({ isArchived }) => !isArchived)
    .flatMap(({ id, translations }) =>
      translations
        .filter(({ state }) => state !== 'approved')
        .toSorted((a, b) => Number(b.language === 'de') - Number(a.language === 'de'))
        .map((text) => ({ entryId: id, language: text.language })),
    )
    .filter((draft) => language === null || draft.language === language);
}
