import { setTimeout as pause } from 'node:timers/promises';
import { createAttempt } from './attempt-delivery.ts';
import { createClaimer } from './claim.ts';
import type { OutboxDependencies } from './dependencies.ts';

export type Deliverer = {
  /**
   * Drains a conversation's mailbox in order: takes the head, sends it, writes down what became of it, until nothing is
   * due. Other conversations drain in parallel.
   */
  deliver(conversationId: string): Promise<void>;
  /** Takes nothing new, lets calls under way finish for a moment, then cuts them off: their outcome is unknown. */
  stop(): Promise<void>;
};

const graceMs = 2500;
const writeMs = 500;

export function createDeliverer(dependencies: OutboxDependencies): Deliverer {
  const cutOff = new AbortController();
  const { database, workerKey, paceLimits, queues, metrics } = dependencies;
  const { claim, release } = createClaimer(database, workerKey, paceLimits);
  const attempt = createAttempt({ ...dependencies, cutOff: cutOff.signal });
  const draining = new Set<Promise<void>>();
  let isStopping = false;

  async function drain(conversationId: string): Promise<void> {
    while (!isStopping) {
      const claimed = await claim(conversationId);
      if (!claimed) return;
      if ('waitMs' in claimed) {
        metrics.putOff.inc();
        await queues.wakeMailbox(conversationId, claimed.waitMs);
        return;
      }
      await attempt(claimed);
      release(claimed.delivery_id);
    }
  }

  return {
    async deliver(conversationId) {
      const drained = drain(conversationId);
      draining.add(drained);
      await drained.finally(() => draining.delete(drained));
    },
    async stop() {
      isStopping = true;
      const allDrained = () => Promise.allSettled(draining);
      await Promise.race([allDrained(), pause(graceMs, undefined, { ref: false })]);
      cutOff.abort();
      await Promise.race([allDrained(), pause(writeMs, undefined, { ref: false })]);
    },
  };
}
