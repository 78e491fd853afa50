import type { AppContext } from '../context.ts';
import { findAddressees } from './find-addressees.ts';
import { sendDuePushes, type PushTiming } from './send-due-pushes.ts';

/** What only tests change: `root` is the one server that may be private and unencrypted. */
export type PushTuning = Partial<PushTiming> & { root?: string; everyMs?: number };

/** The schedule that turns events into pushes; one worker at a time runs it. */
export function createPusher(
  context: AppContext,
  { burstMs = 30_000, retryMs = 15_000 }: PushTuning,
  signal: AbortSignal,
): () => Promise<void> {
  return async () => {
    while (!signal.aborted && (await findAddressees(context.database, burstMs)));
    await sendDuePushes(context, { burstMs, retryMs }, signal);
  };
}
