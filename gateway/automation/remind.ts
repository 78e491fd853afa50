import { stepOf } from './all-steps.ts';
import type { Outcome, Path, Step } from './path.ts';
import { beginTurn, flushLeads, lead, word } from './turn.ts';
import type { World } from './world.ts';

/** Already in the queue: what is still open there is optional, so the promise is given instead of asking again. */
const inQueue: ReadonlySet<Step> = new Set([
  'postcode',
  'age',
  'asylum',
  'referral',
  'counselor',
  'concern',
] as const);

/**
 * Once, when a question has been left open. Only who wanted a person is asked again; an answer that somebody has read
 * and a menu that nobody needed any more are left alone.
 */
export async function remind(path: Path, world: World): Promise<Outcome> {
  const turn = beginTurn(path, world);
  if (world.automation === 'full' && inQueue.has(path.step)) await stepOf.queued.ask(turn);
  if (world.automation === 'full' && path.step === 'consent') {
    lead(turn, word(turn, 'reminder'));
    await stepOf.consent.ask(turn);
  }
  flushLeads(turn);
  return { path: turn.path, replies: turn.replies, effects: turn.effects };
}
