import type { Outcome, Path } from './path.ts';
import { stepOf } from './all-steps.ts';
import { beginTurn, flushLeads, tell, word } from './turn.ts';
import type { World } from './world.ts';

/**
 * What is said when people have closed a conversation: what is erased when, how to come back, and one question how it
 * was. Where only answers are sent, nothing; the next message begins at the menu.
 */
export async function afterClose(path: Path, world: World): Promise<Outcome> {
  const turn = beginTurn({ ...path, ...ended }, world);
  if (world.automation === 'full') {
    tell(turn, word(turn, 'closed'));
    await stepOf.rating.ask(turn);
  }
  flushLeads(turn);
  return { path: turn.path, replies: turn.replies, effects: turn.effects };
}

/** A new question is a new way: consent, language and postcode stay known. */
const ended = {
  step: 'menu',
  offered: [],
  faq: null,
  topic: null,
  counselorId: null,
  declinedBy: [],
  hasConcern: false,
  pending: null,
  misses: 0,
  back: null,
} satisfies Partial<Path>;
