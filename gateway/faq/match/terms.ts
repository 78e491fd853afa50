import { fold } from '../../search/fold.ts';
import commonWords from './common-words.json' with { type: 'json' };
import concepts from './concepts.json' with { type: 'json' };
import { lightStem } from './light-stem.ts';
import { stemOf, stopwordsOf } from './stem.ts';

/** A word of a text, as all forms under which it may stand in the index. The first one is its name. */
export type Term = { forms: string[]; isStopword: boolean };

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}]+)*/gu;

type Lexicon = { stops: Set<string>; concepts: Map<string, string> };
const lexicons = new Map<string, Lexicon>();

/**
 * The words of a text by their stems; single letters, years and numbers below 100 are none. Words that mean the same in a
 * question ("teuer", "сколько стоит") are one concept, "@cost", in all languages.
 */
export function termsOf(text: string, language: string): Term[] {
  const { stops, concepts: known } = lexiconOf(language);
  return Array.from(text.normalize('NFKC').toLowerCase().matchAll(wordPattern), ([word]) => {
    const forms = formsOf(word, language);
    const concept = forms.map((form) => known.get(form)).find((one) => one !== undefined);
    if (concept !== undefined) return { forms: [concept], isStopword: false };
    return { forms, isStopword: fold(word).some((form) => stops.has(form)) };
  }).filter(
    ({ forms: [first = ''] }) => first.length > 1 && !/^(?:\d{1,2}|(?:19|20)\d\d)$/.test(first),
  );
}

function formsOf(word: string, language: string): string[] {
  const stem = stemOf(language);
  const folded = fold(word);
  const light = language === 'ar' || language === 'fa' ? folded.map(lightStem) : [];
  return [...new Set([...fold(stem(word)), ...folded.map((form) => stem(form)), ...light])].filter(
    (form) => form !== '',
  );
}

function lexiconOf(language: string): Lexicon {
  const found = lexicons.get(language);
  if (found) return found;
  const own = (commonWords as Record<string, string>)[language]?.split(' ') ?? [];
  const made: Lexicon = {
    stops: new Set([...stopwordsOf(language), ...own].flatMap((word) => fold(word))),
    concepts: new Map(
      Object.entries(concepts as Record<string, Record<string, string>>).flatMap(([name, words]) =>
        (words[language]?.split(' ') ?? []).flatMap((word) =>
          formsOf(word, language).map((form) => [form, `@${name}`] as const),
        ),
      ),
    ),
  };
  lexicons.set(language, made);
  return made;
}
