import type { Choice } from '../path.ts';
import { ask, languageOf, word, type StepOf, type Take, type Turn } from '../turn.ts';

/** Up to three answers that a message may have meant. */
export const offer: StepOf = {
  async ask(turn) {
    const ids = turn.candidateIds.length > 0 ? turn.candidateIds : offeredIds(turn);
    const answers = await Promise.all(ids.map((id) => turn.world.answerOf(id, languageOf(turn))));
    const choices: Choice[] = answers.flatMap((answer) =>
      answer ? [{ id: `faq:answer:${answer.entryId}`, title: answer.question }] : [],
    );
    if (choices.length === 0) return 'person';
    const none = { id: 'offer:none', title: word(turn, 'offer.none_of_these') };
    return ask(turn, 'offer', word(turn, 'offer.ask'), [...choices, none]);
  },
};

export const takeOffer: Take = async (turn) => {
  turn.path.hasConcern = true;
  return 'person';
};

/** When it is asked again, in another language perhaps, the same ones are offered. */
function offeredIds({ path }: Turn): string[] {
  return path.offered.flatMap(({ id }) => /^faq:answer:(.+)$/.exec(id)?.[1] ?? []);
}
