import type { Step } from './path.ts';
import { age } from './steps/age.ts';
import { answer } from './steps/answer.ts';
import { asylum } from './steps/asylum.ts';
import { concern } from './steps/concern.ts';
import { consent } from './steps/consent.ts';
import { counselor } from './steps/counselor.ts';
import { erasure } from './steps/erasure.ts';
import { language } from './steps/language.ts';
import { menu } from './steps/menu.ts';
import { offer } from './steps/offer.ts';
import { person } from './steps/person.ts';
import { postcode } from './steps/postcode.ts';
import { queued } from './steps/queued.ts';
import { rating } from './steps/rating.ts';
import { referral } from './steps/referral.ts';
import { topic } from './steps/topic.ts';
import { takeChoice } from './take-choice.ts';
import type { StepOf, Turn } from './turn.ts';

/** While a person counsels nothing is asked or said. */
const silent: StepOf = { ask: async () => null, read: async () => null };
const atMenu: StepOf = { ask: async () => 'menu' };

export const stepOf: Record<Step, StepOf> = {
  new: atMenu,
  language,
  menu,
  topic,
  offer,
  answer,
  person,
  consent,
  postcode,
  age,
  asylum,
  referral,
  counselor,
  concern,
  queued,
  counseling: silent,
  erasure,
  rating,
};

/** Where only answers are sent, everything else is for people without further questions. */
const faqSteps: ReadonlySet<Step> = new Set([
  'language',
  'menu',
  'topic',
  'offer',
  'answer',
  'queued',
  'erasure',
] as const);
/** Steps name the next one; none needs more than a few. */
const longest = 10;

/** Asks what comes next, from step to step, until one has asked or all is said. */
export async function goTo(turn: Turn, first: Step | null, messageId: string): Promise<void> {
  let next = first;
  for (let count = 0; next !== null && count < longest; count += 1) {
    if (next === 'menu' && turn.path.pending !== null && turn.path.language !== null) {
      next = await takePending(turn, messageId);
      continue;
    }
    const { automation } = turn.world;
    const step: Step = automation === 'full' || faqSteps.has(next) ? next : 'queued';
    next = await stepOf[step].ask(turn);
  }
}

/** What was asked for before there was a language. */
async function takePending(turn: Turn, messageId: string): Promise<Step | null> {
  const choiceId = turn.path.pending ?? '';
  turn.path.pending = null;
  return takeChoice(turn, { choiceId, text: null, messageId });
}
