import { hand, languageOf, tell, wait, word, type StepOf, type Turn } from '../turn.ts';
import { formatWhen } from '../words/format-when.ts';

/** In the queue, with an honest promise. More text belongs to the question; nothing stands between it and people. */
export const queued: StepOf = {
  async ask(turn) {
    await promise(turn);
    wait(turn, 'queued', []);
    turn.path.back = null;
    return null;
  },
  async read(turn) {
    if (!turn.path.hasConcern) tell(turn, word(turn, 'concern.thanks'));
    turn.path.hasConcern = true;
    hand(turn);
    return null;
  },
};

async function promise(turn: Turn): Promise<void> {
  const { officeId, counselorId } = turn.path;
  if (!turn.effects.some(({ type }) => type === 'hand_to_people')) hand(turn);
  const answerBy = await turn.world.promiseFor(officeId, counselorId);
  if (answerBy === null) {
    tell(turn, word(turn, 'queued.open_end'));
    return;
  }
  turn.effects.push({ type: 'promise', answerBy });
  tell(turn, word(turn, 'queued', { when: formatWhen(answerBy, languageOf(turn)) }));
}
