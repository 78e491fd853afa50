import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectedChannel } from '../channel-directory.ts';
import { lockConversation, publishConversation } from '../conversation/load-conversation.ts';
import { query } from '../unit-of-work.ts';
import { applyEffects } from './apply-effects.ts';
import { assignWaiting } from './assign-waiting.ts';
import { handToPeople } from './hand-to-people.ts';
import { nextWaking, type WakingTiming } from './next-waking.ts';
import { openWorld } from './open-world.ts';
import type { Outcome, Path, Said } from './path.ts';
import { isStill, readStanding, writeStanding, type Standing } from './path-row.ts';
import { sendSays } from './send-says.ts';
import { readUnanswered } from './unanswered.ts';
import type { World } from './world.ts';

export type TakeStep = (path: Path, said: Said[], world: World) => Promise<Outcome>;
export type StepTiming = WakingTiming & {
  /** Messages that come within it are answered together. */
  quietMs: number;
  /** Between a closing and the farewell, so that it can be taken back. */
  farewellMs: number;
};

/**
 * `early`: somebody is still writing, or it has changed meanwhile; come again. `wakesMailbox`: there is something to
 * send once the transaction is done.
 */
export type Taken =
  | { result: 'nothing' }
  | { result: 'early'; delayMs: number }
  | { result: 'taken'; step: Path['step']; replies: number; refusal: string | null };

/** Who writes without a pause gets an answer nevertheless. */
const longestQuiets = 8;

/**
 * Answers everything that a contact has written since the last step, in one transaction: replies, effects and how far it
 * has come, or nothing of it. It thinks before it locks the conversation, so that intake waits only for the writing, and
 * writes only if nothing has changed since it began to think.
 */
export async function takeStep(
  em: EntityManager,
  channel: ConnectedChannel,
  conversationId: string,
  step: TakeStep,
  timing: StepTiming,
): Promise<Taken> {
  const { keys } = channel;
  const standing = await readStanding(em, keys, conversationId);
  if (!standing?.isKnown) return { result: 'nothing' };
  const unanswered = await readUnanswered(em, keys, conversationId, standing.handledSeq);
  const { said, lastSeq, newestAgeMs, oldestAgeMs } = unanswered;
  const restMs = timing.quietMs - newestAgeMs;
  if (said.length > 0 && restMs > 0 && oldestAgeMs < timing.quietMs * longestQuiets)
    return { result: 'early', delayMs: restMs };
  const occasion = said.length > 0 ? 'said' : dueOccasion(standing, timing);
  if (!occasion) {
    await query(
      em,
      `update automation_path set due_at = null, handled_seq = greatest(handled_seq, $2)
       where conversation_id = $1 and version = $3`,
      [conversationId, lastSeq, standing.version],
    );
    return { result: 'nothing' };
  }

  const outcome =
    channel.automation === 'off'
      ? switchedOff(standing)
      : occasion === 'assignment'
        ? unchanged(standing)
        : await step(standing.path, said, await openWorld(em, channel, standing, occasion));

  em.clear();
  const conversation = await lockConversation(em, conversationId);
  const hasNews = (await readUnanswered(em, keys, conversationId, lastSeq)).said.length > 0;
  if (hasNews || !(await isStill(em, standing)))
    return { result: 'early', delayMs: timing.quietMs };

  const refusal = await sendSays(em, keys, conversation, outcome.replies, {
    key: `assistant:${standing.version}`,
    isVital:
      outcome.path.step === 'consent' ||
      outcome.effects.some((effect) => effect.type === 'raise_alert' && effect.kind === 'crisis'),
  });
  await applyEffects(em, keys, conversation, outcome);
  if (occasion === 'assignment') await assignWaiting(em, conversation, standing.path);
  if (channel.automation === 'off' && conversation.status === 'automated')
    await handToPeople(em, conversation, nobodyInParticular);
  // A question that was not sent was not asked.
  const path = refusal ? { ...outcome.path, ...asked(standing.path) } : outcome.path;
  // After a farewell it begins anew, with a reminder again.
  const isReminded =
    occasion === 'reminder' || (standing.remindedAt !== null && occasion !== 'farewell');
  const { status, assigneeId = null } = conversation;
  const facts = { path, status, assigneeId, isReminded, windowUntil: standing.windowUntil };
  await writeStanding(em, keys, conversationId, {
    path,
    handledSeq: lastSeq,
    isReminded,
    waking: occasion === 'farewell' ? null : nextWaking(facts, new Date(), timing),
  });
  await publishConversation(em, conversation);
  return { result: 'taken', step: path.step, replies: outcome.replies.length, refusal };
}

const nobodyInParticular = { officeId: null, counselorId: null, needsInterpreter: false };

type Occasion = World['occasion'] | 'assignment';

/** What is to be done although nobody has said anything. */
function dueOccasion({ waking }: Standing, { farewellMs }: StepTiming): Occasion | null {
  if (!waking) return null;
  return waking.ageMs >= (waking.for === 'farewell' ? farewellMs : 0) ? waking.for : null;
}

function unchanged({ path }: Standing): Outcome {
  return { path, replies: [], effects: [] };
}

function switchedOff({ path }: Standing): Outcome {
  return { path: { ...path, step: 'counseling', offered: [] }, replies: [], effects: [] };
}

function asked({ step, offered, askedAt, faq }: Path) {
  return { step, offered, askedAt, faq };
}
