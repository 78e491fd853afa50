import { afterClose } from './after-close.ts';
import { goTo } from './all-steps.ts';
import { hear, isIgnored } from './hear.ts';
import { newPath, type Outcome, type Path, type Said } from './path.ts';
import { react } from './react.ts';
import { remind } from './remind.ts';
import { inDanger, meetCrisis } from './steps/crisis.ts';
import { beginTurn, flushLeads, type Turn } from './turn.ts';
import type { World } from './world.ts';

/** After so long a number may belong to somebody else: nothing of before is shown or counts. */
const silenceDays = 180;

/**
 * What the assistant makes of everything that a contact has written since the last step, or of an occasion on which it
 * speaks by itself. It only thinks: whoever calls it sends the replies, carries out the effects and keeps the path.
 */
export async function step(path: Path, said: Said[], world: World): Promise<Outcome> {
  if (world.occasion === 'farewell') return afterClose(path, world);
  if (world.occasion === 'reminder') return remind(path, world);
  const messages = said.filter((one) => !isIgnored(one));
  const newest = messages.at(-1);
  if (!newest) return { path, replies: [], effects: [] };
  const turn = beginTurn(isForgotten(path, newest.at) ? newPath : path, world);
  turn.path.heardAt = newest.at.toISOString();
  const dangers = await inDanger(turn, messages);
  if (dangers.length > 0) meetCrisis(turn, dangers);
  const others = await hear(
    turn.path,
    messages.filter((one) => !dangers.includes(one)),
    world,
  );
  for (const heard of others) {
    // Beside a cry for help nothing is asked; people read what else was written.
    if (dangers.length > 0 && heard.as !== 'choice' && heard.as !== 'command') continue;
    Object.assign(turn, { entryId: null, candidateIds: [], from: 0, reason: 'person.offer' });
    await goTo(turn, await react(turn, heard), heard.messageId);
  }
  return outcomeOf(turn);
}

export function outcomeOf(turn: Turn): Outcome {
  flushLeads(turn);
  return { path: turn.path, replies: turn.replies, effects: turn.effects };
}

function isForgotten({ heardAt }: Path, at: Date): boolean {
  if (heardAt === null) return false;
  return at.getTime() - Date.parse(heardAt) > silenceDays * 86_400_000;
}
