import { withoutAddress } from './address.ts';
import { findCommand, type Command } from './commands.ts';
import { isCrisis } from './crisis.ts';
import type { MatchIndex } from './build-index.ts';
import { scoresOf, type Score } from './score.ts';
import { termsOf } from './terms.ts';

export type Decision = 'crisis' | 'command' | 'answer' | 'offer' | 'person';
export type Match = {
  decision: Decision;
  command: Command | null;
  entry: number | null;
  candidates: { entry: number; score: number }[];
  /** Why, in a stable word. */
  reason:
    | 'crisis_word'
    | 'command'
    | 'exact_keyword'
    | 'clear_match'
    | 'several_fit'
    | 'personal'
    | 'nothing_fits';
};

/**
 * Above `answer` with `evidence` of that many telling words, and ahead of the next by the part `lead` of its evidence: it is
 * sent by itself, if a whole phrase of it was said. Above `offer`: three to choose from. Chosen on the first test set.
 */
const thresholds = { answer: 0.6, evidence: 0.7, lead: 0.3, offer: 0.25 };
const offered = 3;

/**
 * Decides what a message gets: crisis before everything, then commands, a keyword alone, then the words. The same text always
 * gets the same decision, and `reason` with `candidates` explains it.
 */
export function match(index: MatchIndex, text: string): Match {
  const none = { command: null, entry: null, candidates: [] };
  if (isCrisis(text)) return { ...none, decision: 'crisis', reason: 'crisis_word' };
  const command = findCommand(text);
  if (command) return { ...none, command, decision: 'command', reason: 'command' };
  const exact = exactEntry(index, text);
  if (exact !== undefined) {
    const candidates = [{ entry: exact, score: 1 }];
    return { ...none, decision: 'answer', entry: exact, candidates, reason: 'exact_keyword' };
  }
  const scores = scoresOf(index, withoutAddress(text));
  const isOurs = ({ entry }: Score) => entry < index.entries.length;
  const candidates = scores
    .filter(isOurs)
    .slice(0, offered)
    .map(({ entry, score }) => ({ entry, score }));
  if (isPersonal(text)) return { ...none, candidates, decision: 'person', reason: 'personal' };
  const [best, next] = scores;
  if (!best || !isOurs(best) || best.score < thresholds.offer) {
    return { ...none, candidates, decision: 'person', reason: 'nothing_fits' };
  }
  const lead = 1 - (next?.evidence ?? 0) / best.evidence;
  if (
    best.isTelling &&
    best.score >= thresholds.answer &&
    best.evidence >= thresholds.evidence &&
    lead >= thresholds.lead
  ) {
    return { ...none, decision: 'answer', entry: best.entry, candidates, reason: 'clear_match' };
  }
  return { ...none, candidates, decision: 'offer', reason: 'several_fit' };
}

function exactEntry(
  { exact, language, entries: { length: count } }: MatchIndex,
  text: string,
): number | undefined {
  const terms = termsOf(text, language);
  const told = terms.filter(({ isStopword }) => !isStopword);
  const names = (told.length > 0 ? told : terms).flatMap(({ forms: [first] }) => first ?? []);
  const entries = exact.get(names.join(' '));
  const [only] = entries ?? [];
  return entries?.size === 1 && only !== undefined && only < count ? only : undefined;
}

const longText = 260;
const facts =
  /\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{2,4})?|\d{3,}\s?(?:€|euro|евро|євро|يورو|یورو|avro)/iu;

/** A long story, or facts of one's own such as a date or an amount in more than a line, is for a person. */
function isPersonal(text: string): boolean {
  return text.length > longText || (text.length > 90 && facts.test(text));
}
