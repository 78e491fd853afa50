import { goTo } from './all-steps.ts';
import type { Outcome, Path } from './path.ts';
import { cardsFor, needsInterpreter } from './steps/counselor.ts';
import { beginTurn, flushLeads, hand, lead, word } from './turn.ts';
import type { World } from './world.ts';

/**
 * A counselor can't take this person: says so and shows others who can, or gives the conversation to whoever is first.
 * `path.declinedBy` names everybody who has declined already.
 */
export async function afterDecline(path: Path, world: World): Promise<Outcome> {
  const turn = beginTurn({ ...path, counselorId: null }, world);
  const others = await cardsFor(turn);
  hand(turn, others.length === 0 && needsInterpreter(turn));
  if (others.length > 0) lead(turn, word(turn, 'declined'));
  await goTo(turn, others.length > 0 ? 'counselor' : 'queued', '');
  flushLeads(turn);
  return { path: turn.path, replies: turn.replies, effects: turn.effects };
}
