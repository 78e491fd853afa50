import { useSearchParams } from 'react-router';
import { berlinDay } from '../../gateway/contract/berlin-day.ts';
import { sourceLanguage, type FaqEntry } from '../../gateway/contract/faq.ts';
import { cellOf } from './cell-state.ts';
import type { EntryValues } from './entry-values.ts';
import { languagesOf } from './filter-faqs.ts';

/** The language beside the German text: the one in the URL, else the first that needs somebody, else the first. */
export function useShownLanguage(entry: FaqEntry, values: EntryValues): string | null {
  const [params] = useSearchParams();
  const day = berlinDay(new Date());
  const asked = params.get('language');
  const others = [...new Set([...languagesOf([entry]), ...Object.keys(values.texts)])].filter(
    (one) => one !== sourceLanguage,
  );
  if (asked && asked !== sourceLanguage && /^[a-z]{2,3}$/.test(asked)) return asked;
  const waiting = others.find((one) => cellOf(entry, one, day).state !== 'approved');
  return waiting ?? others[0] ?? null;
}
