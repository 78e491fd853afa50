import { newStemmer } from 'snowball-stemmers';
import * as stopwords from 'stopword';

type Stem = (word: string) => string;

const algorithms: Record<string, string> = {
  de: 'german',
  en: 'english',
  ru: 'russian',
  ar: 'arabic',
  tr: 'turkish',
  fr: 'french',
  es: 'spanish',
  ro: 'romanian',
};

const lists: Record<string, string[]> = {
  de: stopwords.deu,
  en: stopwords.eng,
  ru: stopwords.rus,
  ar: stopwords.ara,
  uk: stopwords.ukr,
  tr: stopwords.tur,
  fa: stopwords.fas,
};

const known = new Map<string, Stem>();

/** The stem of a word in small letters. A language that has no stemmer (Ukrainian, Farsi) keeps its words whole. */
export function stemOf(language: string): Stem {
  const found = known.get(language);
  if (found) return found;
  const algorithm = algorithms[language];
  const stemmer = algorithm ? newStemmer(algorithm) : null;
  const stem: Stem = stemmer ? remembering((word) => stemmer.stem(word)) : (word) => word;
  known.set(language, stem);
  return stem;
}

/** Texts repeat their words, and a stemmer is slow. */
const mostRemembered = 20_000;

function remembering(stem: Stem): Stem {
  const remembered = new Map<string, string>();
  return (word) => {
    const found = remembered.get(word);
    if (found !== undefined) return found;
    if (remembered.size >= mostRemembered) remembered.clear();
    const made = stem(word);
    remembered.set(word, made);
    return made;
  };
}

/** Whether words of a language are told apart by their letters, since nothing knows their stems. */
export function hasStemmer(language: string): boolean {
  return language in algorithms;
}

/** Words that say nothing about what is asked. */
export function stopwordsOf(language: string): string[] {
  return lists[language] ?? [];
}
