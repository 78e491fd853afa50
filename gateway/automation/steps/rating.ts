import { ask, tell, wait, word, type StepOf, type Take } from '../turn.ts';
import { rest } from './menu.ts';

const best = 5;

/** How good the help was, after it ended; whoever writes something else begins anew. */
export const rating: StepOf = {
  async ask(turn) {
    const choices = Array.from({ length: best }, (_, index) => ({
      id: `rating:${index + 1}`,
      title: '★'.repeat(index + 1),
    }));
    const text = word(turn, 'closed.rating');
    if (turn.world.form === 'full') return ask(turn, 'rating', text, choices);
    tell(turn, text);
    wait(turn, 'rating', choices);
    return null;
  },
};

export const takeRating: Take = async (turn, [score]) => {
  turn.effects.push({ type: 'rate', score: Math.min(best, Math.max(1, Number(score) || 1)) });
  tell(turn, word(turn, 'closed.thanks'));
  rest(turn);
  return null;
};
