import type { Outcome, Path } from './path.ts';
import { beginTurn, languageOf, tell, word } from './turn.ts';
import { formatWhen } from './words/format-when.ts';
import type { World } from './world.ts';

/** Apologises for an answer that did not come in time, and promises a new time. The path stays where it is. */
export async function afterBrokenPromise(path: Path, world: World): Promise<Outcome> {
  const turn = beginTurn(path, world);
  const answerBy = await world.promiseFor(path.officeId, path.counselorId);
  if (answerBy === null) tell(turn, word(turn, 'queued.open_end'));
  else {
    const when = formatWhen(answerBy, languageOf(turn));
    tell(turn, word(turn, 'promise.broken', { when }));
    turn.effects.push({ type: 'promise', answerBy });
  }
  return { path: turn.path, replies: turn.replies, effects: turn.effects };
}
