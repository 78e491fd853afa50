import type { Step } from '../path.ts';
import { ask, hand, lead, word, type StepOf, type Turn } from '../turn.ts';

/** What it is about, in one's own words or by voice. It may be written at any other step as well. */
export const concern: StepOf = {
  ask: async (turn) => ask(turn, 'concern', word(turn, 'concern.ask'), []),
  read: noteConcern,
};

/** The question is there: nothing optional stands before the queue any more. */
export async function noteConcern(turn: Turn): Promise<Step> {
  turn.path.hasConcern = true;
  lead(turn, word(turn, 'concern.thanks'));
  hand(turn);
  return 'queued';
}
