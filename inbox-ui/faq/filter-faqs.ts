import { topicKeys, type TopicKey } from '../../gateway/contract/conversation.ts';
import { sourceLanguage, type FaqEntry } from '../../gateway/contract/faq.ts';
import { cellOf, cellStates, type CellState } from './cell-state.ts';

export type FaqFilter = {
  topic: TopicKey | null;
  state: CellState | null;
  language: string | null;
  text: string;
};

/** Languages of the content that ships with the product; an organization may add others. */
const firstLanguages = ['de', 'en', 'ru', 'uk', 'ar', 'fa', 'tr'];

/** German first, then those that ship, then what the organization has added. */
export function languagesOf(entries: readonly FaqEntry[]): string[] {
  const written = entries.flatMap(({ translations }) => translations.map((one) => one.language));
  return [...new Set([...firstLanguages, ...written.toSorted()])];
}

export function filterFrom(params: URLSearchParams): FaqFilter {
  const one = <T extends string>(all: readonly T[], value: string | null) =>
    all.find((known) => known === value) ?? null;
  return {
    topic: one(topicKeys, params.get('topic')),
    state: one(cellStates, params.get('state')),
    language: params.get('language'),
    text: params.get('q') ?? '',
  };
}

/** The answers that a filter lets through. Archived ones are looked at only when they are asked for. */
export function filterFaqs(
  entries: readonly FaqEntry[],
  { topic, state, language, text }: FaqFilter,
  day: string,
): FaqEntry[] {
  const languages = language ? [language] : languagesOf(entries);
  const words = plain(text).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    if (entry.isArchived !== (state === 'archived')) return false;
    if (topic && entry.topic !== topic) return false;
    if (state && !languages.some((one) => cellOf(entry, one, day).state === state)) return false;
    return words.every((word) => searchTextOf(entry).includes(word));
  });
}

/** How many texts stand how; archived answers count once each, whatever their languages. */
export function countStates(
  entries: readonly FaqEntry[],
  language: string | null,
  day: string,
): Record<CellState, number> {
  const counts = Object.fromEntries(cellStates.map((state) => [state, 0])) as Record<
    CellState,
    number
  >;
  const languages = language ? [language] : languagesOf(entries);
  for (const entry of entries) {
    const seen = entry.isArchived ? [sourceLanguage] : languages;
    for (const one of seen) counts[cellOf(entry, one, day).state] += 1;
  }
  return counts;
}

/** The question in the language of the interface, else in German, else the key. */
export function titleOf({ translations, key }: FaqEntry, language: string) {
  const found =
    translations.find((one) => one.language === language) ??
    translations.find((one) => one.language === sourceLanguage);
  return found
    ? { text: found.question, language: found.language }
    : { text: key, language: undefined };
}

function searchTextOf({ key, translations, triggers }: FaqEntry): string {
  const texts = translations.flatMap(({ question, short, long }) => [question, short, long]);
  return plain([key, ...texts, ...Object.values(triggers).flat()].join('\n'));
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
