import { setTimeout as pause } from 'node:timers/promises';
import type { InboundEvent, Line } from '../adapter.ts';

/** Hands events over one batch after the other, so that nothing overtakes what it is about. */
export type Inbox = {
  take(read: () => Promise<InboundEvent[]> | InboundEvent[]): void;
  /** Resolves when everything taken so far is stored or given up. */
  idle(): Promise<void>;
  /** Whether everything taken so far is stored. */
  isEmpty(): boolean;
};

type Options = {
  /** Pauses before trying again to store, one each. */
  retryMs: readonly number[];
  /** After the first event that could not be stored nothing more is taken: it would overtake. */
  onStuck: () => void;
};

/**
 * WhatsApp Web repeats nothing: what could not be stored is tried again, and in the end the line is given up, so that the
 * gap is read from the history.
 */
export function createInbox(
  { emit, signal }: Pick<Line, 'emit' | 'signal'>,
  { retryMs, onStuck }: Options,
): Inbox {
  let chain = Promise.resolve();
  let isStuck = false;
  let waitingCount = 0;

  async function store(events: InboundEvent[]): Promise<void> {
    for (let attempt = 0; !isStuck; attempt++) {
      try {
        await emit(events);
        return;
      } catch {
        const delayMs = retryMs[attempt];
        isStuck = delayMs === undefined || signal.aborted;
        if (isStuck) onStuck();
        else await pause(delayMs, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  async function handle(read: () => Promise<InboundEvent[]> | InboundEvent[]): Promise<void> {
    if (isStuck) return;
    const events = await (async () => read())().catch((): InboundEvent[] => [
      { type: 'ignored', reason: 'event_unreadable' },
    ]);
    if (events.length > 0) await store(events);
  }

  return {
    take(read) {
      waitingCount += 1;
      chain = chain.then(() => handle(read)).finally(() => (waitingCount -= 1));
    },
    idle: () => chain,
    isEmpty: () => waitingCount === 0 && !isStuck,
  };
}
