import { countSms } from '../contract/sms-parts.ts';
import type { Choice, Effect, Path, Say, Step } from './path.ts';
import { say, type WordKey } from './words/words.ts';
import type { World } from './world.ts';

/** What one step makes of what was said, while it is being made. The path that came in is never changed. */
export type Turn = {
  path: Path;
  readonly world: World;
  replies: Say[];
  effects: Effect[];
  /** Sentences that stand before the next question. */
  leads: string[];
  /** The language of this message, where it is certain; the answer is in it when the contact has chosen none. */
  detected: string | null;
  /** The language that it may be in. */
  guess: string | null;
  /** The answer to send, those to choose from, or from which question on a topic goes on. */
  entryId: string | null;
  candidateIds: string[];
  from: number;
  /** Why a person is offered. */
  reason: WordKey;
};

/** A step: what it asks, and what free text means in it. Each names the step that asks next, or null when all is said. */
export type StepOf = {
  ask(turn: Turn): Promise<Step | null>;
  /** Undefined: not an answer to this question. */
  read?(turn: Turn, text: string, messageId: string): Promise<Step | null | undefined>;
};

/** What a choice does, told by the parts of its id after the first. */
export type Take = (turn: Turn, parts: string[], messageId: string) => Promise<Step | null>;

const longestQuestion = 300;
const mostSmsParts = 2;

export function beginTurn(path: Path, world: World): Turn {
  const turn = { path: { ...path }, world, replies: [], effects: [], leads: [], candidateIds: [] };
  return { ...turn, detected: null, guess: null, entryId: null, from: 0, reason: 'person.offer' };
}

export function languageOf({ path, detected, guess }: Turn): string {
  return path.language ?? detected ?? guess ?? 'de';
}

export function word(turn: Turn, key: WordKey, params: Record<string, string | number> = {}) {
  const given = { organization: turn.world.organizationName, ...params };
  return say(languageOf(turn), key, given, turn.world.form);
}

/** A message of its own. */
export function tell(turn: Turn, text: string, extra: Partial<Say> = {}): void {
  flushLeads(turn);
  turn.replies.push({ text, language: languageOf(turn), ...extra });
}

/** Something to say before the next question: in the same message, when both have room there. */
export function lead(turn: Turn, text: string): void {
  turn.leads.push(text);
}

/** The one question of this step; a plain number means one of its choices from now on. */
export function ask(turn: Turn, step: Step, text: string, choices: Choice[]): null {
  const whole = [...turn.leads, text].join('\n\n');
  const isShort = isWithin(turn, whole, choices);
  if (isShort) turn.leads = [];
  tell(turn, isShort ? whole : text, choices.length > 0 ? { choices } : {});
  wait(turn, step, choices);
  return null;
}

/** Waits in a step without a new question. */
export function wait(turn: Turn, step: Step, choices: Choice[]): void {
  flushLeads(turn);
  const askedAt = turn.world.now.toISOString();
  turn.path = { ...turn.path, step, offered: choices, askedAt };
}

export function flushLeads(turn: Turn): void {
  for (const text of turn.leads.splice(0)) turn.replies.push({ text, language: languageOf(turn) });
}

/** Whether a message is as short as a question may be: 300 characters, or two parts of an SMS with its numbered lines. */
export function isWithin({ world }: Turn, text: string, choices: Choice[]): boolean {
  if (world.form === 'full') return text.length <= longestQuestion;
  const lines = choices.map(
    ({ title, description }, index) =>
      `${index + 1} ${description ? `${title}: ${description}` : title}`,
  );
  return countSms([text, ...lines].join('\n')).parts <= mostSmsParts;
}

/** Gives the conversation to people; who was chosen before stays chosen. */
export function hand(turn: Turn, needsInterpreter = false): void {
  const { officeId, counselorId } = turn.path;
  turn.effects = turn.effects.filter(({ type }) => type !== 'hand_to_people');
  turn.effects.push({ type: 'hand_to_people', officeId, counselorId, needsInterpreter });
}
