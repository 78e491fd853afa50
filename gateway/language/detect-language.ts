import { arabicLanguage } from './arabic.ts';
import { devanagariWords, ethiopicWords } from './common-words.ts';
import { cyrillicLanguage } from './cyrillic.ts';
import { everybodysWords, greetingLanguage } from './greetings.ts';
import { latinLanguage } from './latin.ts';
import { writingOf, type Script } from './scripts.ts';
import { isClear, wordEvidence, type Said } from './word-evidence.ts';

/** `isCertain`: sure enough to write to somebody in it. A language without that is a guess to be shown as one. */
export type Detected = { language: string | null; isCertain: boolean };

const longestRead = 800;

/**
 * The language of a text (ISO 639, two or three letters), from its script, its words and its letters, and for what says
 * little ("ok", a name, digits, an emoji) from `history`: languages known of the same person, the surest first. Never
 * from a phone number. Pure and the same every time, below 1 ms after the first call.
 */
export function detectLanguage(text: string, history: readonly string[] = []): Detected {
  const read = text.normalize('NFC').slice(0, longestRead).replace(notLanguage, ' ');
  const writing = writingOf(read);
  if (!writing) return known(history);
  const said = read.toLowerCase().match(wordPattern) ?? [];
  const greeting = greetingLanguage(said.join(' '));
  if (greeting?.isCertain) return related(greeting, history);
  if (greeting) return unsure(greeting.language, writing.script, history);
  if (isName(read.match(wordPattern) ?? []) || said.every((word) => everybodysWords.has(word)))
    return known(history);
  if (writing.language && writing.letters >= 2) {
    return { language: writing.language, isCertain: writing.share >= 0.6 };
  }
  const found = byScript(writing.script, read, { all: said, greeting: beginningOf(said) });
  // Who writes two scripts in one message uses Latin for German names, not the other one.
  const isCertain = found.isCertain && writing.share >= (writing.script === 'latin' ? 0.85 : 0.6);
  if (!isCertain) return unsure(found.language, writing.script, history);
  return related({ ...found, isCertain }, history);
}

/** Addresses, hashtags and what computers write are in no language. */
const notLanguage = /https?:\/\/\S+|www\.\S+|\S+@\S+|[@#]\w+/gu;
const wordPattern = /[\p{L}\p{M}\p{N}'’‌]*\p{L}[\p{L}\p{M}\p{N}'’‌]*/gu;

/** "Mohammed Al Hassan": whoever answers with a name says nothing about a language. */
function isName(words: readonly string[]): boolean {
  return (
    words.length <= 4 &&
    words.every((word) => /^(?=\p{Script=Latin})\p{Lu}[\p{Ll}\p{M}'’]*$/u.test(word))
  );
}

/** The language of the greeting that a longer message begins with. */
function beginningOf(said: readonly string[]): string | null {
  for (const count of [4, 3, 2, 1]) {
    const found = greetingLanguage(said.slice(0, count).join(' '));
    if (found?.isCertain) return found.language;
  }
  return null;
}

function byScript(script: Script, text: string, said: Said): Detected {
  if (script === 'latin') return latinLanguage(text, said);
  if (script === 'cyrillic') return cyrillicLanguage(text, said);
  if (script === 'arabic') return arabicLanguage(text, said);
  if (script === 'han') return { language: 'zh', isCertain: text.length >= 2 };
  if (script === 'ethiopic') return ethiopicLanguage(text, said);
  if (script === 'devanagari') {
    const byWords = wordEvidence(said, devanagariWords);
    return { language: byWords?.language ?? 'hi', isCertain: isClear(byWords) };
  }
  return { language: null, isCertain: false };
}

/** Tigrinya writes ኣ where Amharic writes አ, and has ቐ, ኸ and ዀ for itself. */
function ethiopicLanguage(text: string, said: Said): Detected {
  const tigrinya = text.match(/[ኣቐ-ቝኸ-ዅ]/gu)?.length ?? 0;
  const amharic = text.match(/አ/gu)?.length ?? 0;
  const byWords = wordEvidence(said, ethiopicWords);
  const lead = tigrinya - amharic + wordsFor(byWords, 'ti') - wordsFor(byWords, 'am');
  if (lead === 0) return { language: byWords?.language ?? 'ti', isCertain: false };
  return { language: lead > 0 ? 'ti' : 'am', isCertain: Math.abs(lead) >= 2 };
}

function wordsFor(evidence: ReturnType<typeof wordEvidence>, language: string): number {
  return evidence?.language === language ? 2 * (evidence.hits - evidence.next) : 0;
}

/** Neighbours that a text alone doesn't tell apart: who was known to write the one writes it still. */
const neighbours = [
  ['fa', 'prs'],
  ['hr', 'bs', 'sr'],
  ['id', 'ms'],
  ['no', 'nb', 'da'],
];

function related(found: Detected, history: readonly string[]): Detected {
  const group = neighbours.find((one) => one.includes(found.language ?? ''));
  const before = group && history.find((one) => group.includes(baseOf(one)));
  return before ? { ...found, language: baseOf(before) } : found;
}

/** What is known of the person beats a guess, unless the person writes another script now. */
function unsure(language: string | null, script: Script, history: readonly string[]): Detected {
  const before = history.map(baseOf).find((one) => isWrittenIn(one, script));
  return before ? { language: before, isCertain: true } : { language, isCertain: false };
}

function known([first]: readonly string[]): Detected {
  return first
    ? { language: baseOf(first), isCertain: true }
    : { language: null, isCertain: false };
}

function baseOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/, 1)[0] ?? tag;
}

const scriptsOf: Partial<Record<Script, readonly string[]>> = {
  cyrillic: ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk', 'tg', 'ky', 'mn'],
  arabic: ['ar', 'fa', 'prs', 'ur', 'ps', 'ckb'],
  ethiopic: ['ti', 'am'],
  devanagari: ['hi', 'ne', 'mr'],
  han: ['zh', 'ja'],
};
const otherThanLatin = new Set(
  Object.values(scriptsOf)
    .flat()
    .filter((language) => !['sr', 'kk', 'ar'].includes(language)),
);

function isWrittenIn(language: string, script: Script): boolean {
  if (script === 'latin') return !otherThanLatin.has(language) && !oneScript.has(language);
  return scriptsOf[script]?.includes(language) ?? false;
}

const oneScript = new Set(['ka', 'hy', 'he', 'el', 'bn', 'ta', 'te', 'th', 'ko', 'ja']);
