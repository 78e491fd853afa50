import type { Step } from '../path.ts';
import { ask, hand, tell, word, type StepOf, type Take, type Turn } from '../turn.ts';
import { isSkip } from '../words/is-skip.ts';
import { plainWords } from '../words/plain-words.ts';
import { readPostcode } from '../words/read-postcode.ts';
import { noteConcern } from './concern.ts';

/** A town's name has no more words than that; whatever is longer is the question itself. */
const mostWordsOfTown = 3;

/** Where the contact lives, to find the nearest office; may be passed over. */
export const postcode: StepOf = {
  ask: async (turn) =>
    ask(turn, 'postcode', word(turn, 'postcode.ask'), [
      { id: 'postcode:skip', title: word(turn, 'skip') },
    ]),
  async read(turn, text) {
    if (isSkip(text)) return 'counselor';
    const found = readPostcode(text);
    if (found !== null) return near(turn, found);
    const words = plainWords(text);
    if (words.length > mostWordsOfTown) return noteConcern(turn);
    return isUnknown(turn);
  },
};

/** Whoever gives no postcode isn't asked for more: they choose a counselor at once. */
export const takePostcode: Take = async () => 'counselor';

/** Not a German postcode: asked for once more, then left. */
export function isUnknown(turn: Turn): Step | null {
  turn.path.misses += 1;
  if (turn.path.misses > 1) {
    turn.path.misses = 0;
    return 'counselor';
  }
  const choices = [{ id: 'postcode:skip', title: word(turn, 'skip') }];
  return ask(turn, 'postcode', word(turn, 'postcode.unknown'), choices);
}

async function near(turn: Turn, postcode: string): Promise<Step | null> {
  const [office] = await turn.world.officesNear(postcode);
  turn.path.postcode = postcode;
  turn.path.misses = 0;
  if (office) {
    turn.path.officeId = office.id;
    hand(turn);
    tell(turn, word(turn, 'office.chosen', { office: office.line || office.name }));
  }
  return 'age';
}
