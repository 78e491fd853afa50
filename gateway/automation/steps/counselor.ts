import { languageNames } from '../language-names.ts';
import type { Choice, Step } from '../path.ts';
import {
  ask,
  hand,
  isWithin,
  languageOf,
  lead,
  word,
  type StepOf,
  type Take,
  type Turn,
} from '../turn.ts';
import type { CounselorChoice } from '../world.ts';
import { formatWhen } from '../words/format-when.ts';
import { isSkip } from '../words/is-skip.ts';
import { noteConcern } from './concern.ts';

const mostCards = 5;
/** A row of a list holds 72 signs: whom one understands and when, comes before where. */
const mostLanguages = 2;

/** Up to five counselors who speak the language, and "whoever is first"; where there are none, people look for help. */
export const counselor: StepOf = {
  async ask(turn) {
    const cards = await cardsFor(turn);
    if (cards.length === 0) return withoutLanguage(turn);
    const text = word(turn, 'counselor.ask');
    return ask(turn, 'counselor', text, choicesFor(turn, text, cards));
  },
  async read(turn, text) {
    if (isSkip(text)) return chosen(turn, null);
    return noteConcern(turn);
  },
};

export const takeCounselor: Take = async (turn, [id = 'any']) => {
  if (!turn.path.hasConsent) {
    turn.path.pending = `counselor:${id}`;
    return 'consent';
  }
  const isThere = (await cardsFor(turn)).some((card) => card.id === id);
  if (id === 'any' || isThere) return chosen(turn, isThere ? id : null);
  lead(turn, word(turn, 'declined'));
  return 'counselor';
};

/** The wished language, then any office: somebody far away who understands is better than nobody. */
export async function cardsFor({ path, world, ...turn }: Turn): Promise<CounselorChoice[]> {
  const language = path.otherLanguage ?? languageOf({ path, world, ...turn });
  const { topic, officeId, declinedBy } = path;
  const near = await world.counselorsFor({ language, topic, officeId, declinedBy });
  if (near.length > 0 || officeId === null) return near;
  return world.counselorsFor({ language, topic, officeId: null, declinedBy });
}

export function choicesFor(turn: Turn, text: string, cards: CounselorChoice[]): Choice[] {
  const any = { id: 'counselor:any', title: word(turn, 'counselor.any') };
  const isSms = turn.world.form === 'sms';
  const all = cards.slice(0, mostCards).map((card) => choiceOf(turn, card, isSms));
  while (all.length > 1 && isSms && !isWithin(turn, text, [...all, any])) all.pop();
  return [...all, any];
}

function choiceOf(turn: Turn, card: CounselorChoice, isSms: boolean): Choice {
  const choice = { id: `counselor:${card.id}`, title: card.alias };
  if (isSms) return choice;
  const { answerBy, languages, officeName } = card;
  const when = answerBy && formatWhen(answerBy, languageOf(turn));
  const promise = when === null ? [] : [word(turn, 'counselor.answer_by', { when })];
  const own = turn.path.otherLanguage ?? languageOf(turn);
  const ordered = languages.toSorted((a, b) => Number(b === own) - Number(a === own));
  const spoken = languageNames(ordered.slice(0, mostLanguages), languageOf(turn));
  const parts = [spoken, ...promise, officeName];
  return { ...choice, description: parts.filter((one) => one !== '').join(' · ') };
}

function chosen(turn: Turn, counselorId: string | null): Step {
  turn.path.counselorId = counselorId;
  hand(turn);
  return turn.path.hasConcern ? 'queued' : 'concern';
}

/** Everybody who counsels here speaks German, whether their profile says so or not. */
export function needsInterpreter(turn: Turn): boolean {
  return (turn.path.otherLanguage ?? languageOf(turn)) !== 'de';
}

function withoutLanguage(turn: Turn): Step {
  hand(turn, needsInterpreter(turn));
  if (needsInterpreter(turn)) lead(turn, word(turn, 'counselor.none_language'));
  return turn.path.hasConcern ? 'queued' : 'concern';
}
