import { ask, word, type StepOf, type Take } from '../turn.ts';
import { isSkip } from '../words/is-skip.ts';
import { readYesNo } from '../words/read-yes-no.ts';
import { noteConcern } from './concern.ts';

/** Whether an asylum procedure is going on, for which there is advice of its own. May be passed over. */
export const asylum: StepOf = {
  ask: async (turn) =>
    ask(turn, 'asylum', word(turn, 'asylum.ask'), [
      { id: 'asylum:yes', title: word(turn, 'yes') },
      { id: 'asylum:no', title: word(turn, 'no') },
      { id: 'asylum:skip', title: word(turn, 'skip') },
    ]),
  async read(turn, text) {
    if (isSkip(text)) return 'referral';
    const isInProcedure = readYesNo(text);
    if (isInProcedure === null) return noteConcern(turn);
    turn.path.isInAsylumProcedure = isInProcedure;
    return 'referral';
  },
};

export const takeAsylum: Take = async (turn, [what]) => {
  if (what === 'yes' || what === 'no') turn.path.isInAsylumProcedure = what === 'yes';
  return 'referral';
};
