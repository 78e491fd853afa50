import type { ErasureTiming } from '../contacts/erase-contacts.ts';
import type { AppContext } from '../context.ts';
import { inOrganization } from '../unit-of-work.ts';
import { findDue } from './find-due.ts';
import { giveUp } from './give-up.ts';
import { standardWaking } from './next-waking.ts';
import { takeStep, type StepTiming, type TakeStep, type Taken } from './take-step.ts';

type Dependencies = Pick<
  AppContext,
  'database' | 'directory' | 'keyring' | 'log' | 'metrics' | 'queues'
>;
/** What only tests change. */
export type AssistantTuning = Partial<StepTiming & ErasureTiming> & {
  everyMs?: number;
  retryMs?: number;
  step?: TakeStep;
};
export type Assistant = {
  /** Answers what this contact has written, if it is time. Never fails: what goes wrong is tried again. */
  answer(conversationId: string): Promise<void>;
  /** Finds what lost jobs and dead workers left, what is to be tried again, and what is due by the clock. */
  sweep(): Promise<void>;
  stop(): void;
};

const standard: StepTiming = { quietMs: 600, farewellMs: 20_000, ...standardWaking };
const maxAttempts = 5;
const sweepConcurrency = 8;

/**
 * The assistant of all channels. Steps of one conversation may be thought of twice, by two processes or after a crash; one
 * of them is written.
 */
export function createAssistant(
  { database, directory, log, queues }: Dependencies,
  { retryMs = 2000, step, ...tuning }: AssistantTuning & { step: TakeStep },
): Assistant {
  const timing = { ...standard, ...tuning };
  const timers = new Map<string, NodeJS.Timeout>();
  let isStopped = false;

  async function answer(conversationId: string): Promise<void> {
    const place = await findPlace(conversationId);
    if (!place) return;
    const startedAt = performance.now();
    const channel = await directory.byId(place.channel_id);
    if (!channel) return;
    try {
      const taken = await inOrganization(database.orm, place.organization_id, (em) =>
        takeStep(em, channel, conversationId, step, timing),
      );
      await settle(conversationId, taken, startedAt);
    } catch (err) {
      log.error({ err, conversationId }, 'automatic answer broke');
      await retryOrGiveUp(conversationId, place.organization_id);
    }
  }

  async function settle(conversationId: string, taken: Taken, startedAt: number): Promise<void> {
    if (taken.result === 'early') answerLater(conversationId, taken.delayMs);
    if (taken.result !== 'taken') return;
    const { step, replies, refusal } = taken;
    const elapsedMs = Math.round(performance.now() - startedAt);
    log.info({ conversationId, step, replies, refusal, elapsedMs }, 'automatic step taken');
    if (replies > 0) await queues.wakeMailbox(conversationId);
  }

  /** Should this process end before, the sweep of another finds it. */
  function answerLater(conversationId: string, delayMs: number): void {
    if (isStopped || timers.has(conversationId)) return;
    const timer = setTimeout(() => {
      timers.delete(conversationId);
      answer(conversationId).catch((err: unknown) =>
        log.warn({ err, conversationId }, 'automatic answer put off'),
      );
    }, delayMs);
    timers.set(conversationId, timer);
  }

  async function retryOrGiveUp(conversationId: string, organizationId: string): Promise<void> {
    const { rows } = await database.servicePool.query<{ attempts: number }>(
      `update automation_path set attempts = attempts + 1, due_at = clock_timestamp() + interval '1 hour'
       where conversation_id = $1 returning attempts`,
      [conversationId],
    );
    const attempts = rows[0]?.attempts ?? 0;
    if (attempts >= maxAttempts) {
      await inOrganization(database.orm, organizationId, (em) => giveUp(em, conversationId));
      log.warn({ conversationId, attempts }, 'conversation handed to people: no automatic answer');
      return;
    }
    const delayMs = retryMs * 2 ** (attempts - 1);
    await database.servicePool.query(
      `update automation_path set due_at = clock_timestamp() + $2 * interval '1 millisecond' where conversation_id = $1`,
      [conversationId, delayMs],
    );
    answerLater(conversationId, delayMs);
  }

  async function findPlace(conversationId: string) {
    const { rows } = await database.servicePool.query<{
      organization_id: string;
      channel_id: string;
    }>('select organization_id, channel_id from conversation where id = $1', [conversationId]);
    return rows[0];
  }

  return {
    answer,
    async sweep() {
      const due = await findDue(database, timing.farewellMs);
      const next = async () => {
        for (let id = due.pop(); id !== undefined && !isStopped; id = due.pop()) await answer(id);
      };
      await Promise.all(Array.from({ length: sweepConcurrency }, next));
    },
    stop() {
      isStopped = true;
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
}
