import otherTopics from './other-topics.json' with { type: 'json' };
import { hasStemmer } from './stem.ts';
import { termsOf } from './terms.ts';

/** What the matcher knows of an answer. */
export type Matchable = {
  id: string;
  key: string;
  /** Phrases by language. */
  triggers: Record<string, string[]>;
  /** The texts in the language of the index, where there are any. */
  question: string;
  short: string;
};

/** How much a word counts by where it stands. */
const weights = { trigger: 1, foreignTrigger: 0.8, question: 0.55, short: 0.15 };
/** German words go into every language: people take over what they read on forms. */
const everywhere = ['de', 'en'];

/** `isTelling`: it says enough of what is asked to be answered by itself. */
export type Phrase = { entry: number; words: string[]; weight: number; isTelling: boolean };
export type MatchIndex = {
  language: string;
  /** Beyond them, by number, stand the topics that nothing answers: they only compete. */
  entries: Matchable[];
  /** Word → entry → weight. */
  words: Map<string, Map<number, number>>;
  /** How telling a word is: 1 for a word of one answer alone. */
  rarity: Map<string, number>;
  /** What a word counts at most, for whichever answer. */
  strength: Map<string, number>;
  phrases: Phrase[];
  /** Whole triggers in one string → entries. */
  exact: Map<string, Set<number>>;
  byLength: Map<number, string[]>;
  hasStemmer: boolean;
};

/** Everything that matching needs for one language; made anew when answers change, kept in memory. */
export function buildIndex(entries: Matchable[], language: string): MatchIndex {
  const words: MatchIndex['words'] = new Map();
  const phrases: Phrase[] = [];
  const exact: MatchIndex['exact'] = new Map();

  const put = (word: string, entry: number, weight: number) => {
    const of = words.get(word) ?? new Map<number, number>();
    words.set(word, of.set(entry, Math.max(of.get(entry) ?? 0, weight)));
  };
  const putText = (text: string, entry: number, weight: number, spoken: string) => {
    for (const { forms, isStopword } of termsOf(text, spoken)) {
      if (!isStopword) for (const form of forms) put(form, entry, weight);
    }
  };
  const putTrigger = (trigger: string, entry: number, weight: number, spoken: string) => {
    putText(trigger, entry, weight, spoken);
    const terms = termsOf(trigger, spoken);
    const told = terms.filter(({ isStopword }) => !isStopword);
    const names = (told.length > 0 ? told : terms).flatMap(({ forms: [first] }) => first ?? []);
    if (told.length > 0) phrases.push({ entry, words: names, weight, isTelling: isTelling(names) });
    const whole = names.join(' ');
    if (whole !== '') exact.set(whole, (exact.get(whole) ?? new Set()).add(entry));
  };

  const others = Object.entries(otherTopics as Record<string, Record<string, string[]>>).map(
    ([key, triggers]): Matchable => ({ id: '', key, triggers, question: '', short: '' }),
  );
  [...entries, ...others].forEach(({ triggers, question, short }, entry) => {
    putText(short, entry, weights.short, language);
    putText(question, entry, weights.question, language);
    for (const spoken of everywhere) {
      if (spoken === language) continue;
      for (const trigger of triggers[spoken] ?? []) {
        putTrigger(trigger, entry, weights.foreignTrigger, spoken);
      }
    }
    for (const trigger of triggers[language] ?? []) {
      putTrigger(trigger, entry, weights.trigger, language);
    }
  });
  return {
    language,
    entries,
    words,
    rarity: rarityOf(words, entries.length),
    strength: strengthOf(words),
    phrases,
    exact,
    byLength: Map.groupBy(words.keys(), ({ length }) => length),
    hasStemmer: hasStemmer(language),
  };
}

/** What may be said of anything: such a word alone is no question. */
const general = new Set(
  'allowed cost free spouse child job working boss flat office letter learn online call german permit hour wage doctor landlord register rent course parents family police night bring extend expire diploma'
    .split(' ')
    .map((name) => `@${name}`),
);

function isTelling(words: string[]): boolean {
  return new Set(words).size > 1 || words.some((word) => !general.has(word));
}

function strengthOf(words: MatchIndex['words']): Map<string, number> {
  return new Map(Array.from(words, ([word, of]) => [word, Math.max(...of.values())]));
}

function rarityOf(words: MatchIndex['words'], count: number): Map<string, number> {
  const most = Math.log(1 + count);
  return new Map(
    Array.from(words, ([word, of]) => {
      // A word in the small print of many answers may still be the keyword of one.
      const spread = [...of.values()].reduce((sum, weight) => sum + weight, 0);
      return [word, Math.log(1 + count / Math.max(1, spread)) / most];
    }),
  );
}
