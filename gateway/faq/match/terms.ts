import { fold } from '../../search/fold.ts';
import { stemOf, stopwordsOf } from './stem.ts';

/** A word of a text, as all forms under which it may stand in the index. The first one is its name. */
export type Term = { forms: string[]; isStopword: boolean };

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}]+)*/gu;
const stopped = new Map<string, Set<string>>();

/** The words of a text by their stems; single letters and numbers below 100 are none. */
export function termsOf(text: string, language: string): Term[] {
  const stem = stemOf(language);
  const stops = stopsOf(language);
  return Array.from(text.normalize('NFKC').toLowerCase().matchAll(wordPattern), ([word]) => {
    const folded = fold(word);
    const forms = [...new Set([...fold(stem(word)), ...folded.map((form) => stem(form))])];
    return { forms, isStopword: folded.some((form) => stops.has(form)) };
  }).filter(({ forms: [first = ''] }) => first.length > 1 && !/^\d{1,2}$/.test(first));
}

function stopsOf(language: string): Set<string> {
  const found = stopped.get(language);
  if (found) return found;
  const made = new Set(stopwordsOf(language).flatMap((word) => fold(word)));
  stopped.set(language, made);
  return made;
}
