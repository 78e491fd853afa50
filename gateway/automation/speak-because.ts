import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Conversation } from '../model/conversation.ts';
import { applyEffects } from './apply-effects.ts';
import { nextWaking, standardWaking } from './next-waking.ts';
import { openWorld } from './open-world.ts';
import type { Outcome, Path } from './path.ts';
import { readStanding, writeStanding } from './path-row.ts';
import { sendSays } from './send-says.ts';
import type { World } from './world.ts';

export type Reason = {
  /** Names it among all that is said in this conversation: it is said once. */
  key: string;
  now?: Date;
  /** Null when there is nothing to say. */
  outcomeOf(path: Path, world: World): Promise<Outcome | null>;
};

/**
 * Lets the assistant speak for a reason of people or of the clock, in the transaction of that reason, which holds the
 * conversation locked: both are written or neither. What the contact has written meanwhile gets its answer afterwards,
 * and a step that somebody is thinking of is thought of again. Wake the mailbox once the transaction is done.
 * @returns `silent` when there is nothing to say, `said`, or the code of why nothing may be sent; then nothing is changed.
 */
export async function speakBecause(
  em: EntityManager,
  channel: ConnectedChannel,
  conversation: Conversation,
  { key, now = new Date(), outcomeOf }: Reason,
): Promise<string> {
  const { keys } = channel;
  const standing = await readStanding(em, keys, conversation.id);
  if (!standing) return 'silent';
  const world = await openWorld(em, channel, standing, 'reason', now);
  const outcome = await outcomeOf(standing.path, world);
  if (!outcome) return 'silent';
  const refusal = await sendSays(em, keys, conversation, outcome.replies, { key, isVital: false });
  if (refusal) return refusal;
  await applyEffects(em, keys, conversation, outcome);
  const { path } = outcome;
  const { status, assigneeId = null } = conversation;
  const { windowUntil, handledSeq } = standing;
  const isReminded = standing.remindedAt !== null;
  const facts = { path, status, assigneeId, isReminded, windowUntil };
  await writeStanding(em, keys, conversation.id, {
    path,
    handledSeq,
    isReminded,
    waking: nextWaking(facts, now, standardWaking),
    keepsDue: true,
  });
  return 'said';
}
