import { hand, languageOf, tell, wait, word, type StepOf, type Turn } from '../turn.ts';
import { formatWhen } from '../words/format-when.ts';
import { cardsFor } from './counselor.ts';

/**
 * In the queue, with an honest promise; with a counselor at once, where one fits. More text belongs to the question;
 * nothing stands between it and people.
 */
export const queued: StepOf = {
  async ask(turn) {
    await promise(turn);
    wait(turn, 'queued', []);
    turn.path.back = null;
    return null;
  },
  async read(turn) {
    const isFirst = !turn.path.hasConcern;
    if (isFirst) tell(turn, word(turn, 'concern.thanks'));
    turn.path.hasConcern = true;
    hand(turn);
    if (isFirst && turn.path.hasConsent) turn.effects.push({ type: 'choose_counselor' });
    return null;
  },
};

async function promise(turn: Turn): Promise<void> {
  if (!turn.effects.some(({ type }) => type === 'hand_to_people')) hand(turn);
  const answerBy = await turn.world.promiseFor(turn.path.officeId, await counselorOf(turn));
  if (answerBy === null) {
    tell(turn, word(turn, 'queued.open_end'));
    return;
  }
  turn.effects.push({ type: 'promise', answerBy });
  tell(turn, word(turn, 'queued', { when: formatWhen(answerBy, languageOf(turn)) }));
}

/** Who is wished for, else whose turn it is: with consent and a question nothing has to be waited for. */
async function counselorOf(turn: Turn): Promise<string | null> {
  const { counselorId, hasConsent, hasConcern } = turn.path;
  if (!hasConsent || !hasConcern) return counselorId;
  turn.effects.push({ type: 'choose_counselor' });
  return counselorId ?? (await cardsFor(turn))[0]?.id ?? null;
}
