import { ageBands, type Step } from '../path.ts';
import { ask, word, type StepOf, type Take, type Turn } from '../turn.ts';
import { isSkip } from '../words/is-skip.ts';
import { readAgeBand } from '../words/read-age-band.ts';
import { noteConcern } from './concern.ts';

/** On which side of 27, since young people have services of their own; never the date of birth. May be passed over. */
export const age: StepOf = {
  ask: async (turn) =>
    ask(turn, 'age', word(turn, 'age.ask'), [
      ...ageBands.map((band) => ({ id: `age:${band}`, title: word(turn, `age.${band}`) })),
      { id: 'age:skip', title: word(turn, 'skip') },
    ]),
  async read(turn, text) {
    if (isSkip(text)) return 'asylum';
    const band = readAgeBand(text);
    return band ? know(turn, band) : noteConcern(turn);
  },
};

export const takeAge: Take = async (turn, [what]) => know(turn, what ?? '');

function know(turn: Turn, said: string): Step {
  turn.path.ageBand = ageBands.find((band) => band === said) ?? turn.path.ageBand;
  return 'asylum';
}
