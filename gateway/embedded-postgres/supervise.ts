import { setTimeout as delay } from 'node:timers/promises';
import type { Server } from './server.ts';

/** What an operator should know about the server. Never holds data. */
export type OnServerLog = (level: 'info' | 'warn' | 'error', message: string) => void;

const firstBackoffMs = 100;
const maxBackoffMs = 10_000;
const stableAfterMs = 60_000;

/** Starts the server again whenever it ends without being told to, ever less eagerly. */
export function supervise(
  first: Server,
  launch: () => Promise<Server>,
  onLog: OnServerLog,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let current: Server | null = first;

  const loop = async () => {
    let backoffMs = firstBackoffMs;
    while (!stopping.signal.aborted) {
      if (current) {
        const startedAt = performance.now();
        const reason = await current.exited;
        if (stopping.signal.aborted) return;
        if (performance.now() - startedAt > stableAfterMs) backoffMs = firstBackoffMs;
        onLog('error', `database server ended unexpectedly (${reason}), starting it again`);
      }
      current = null;
      await delay(backoffMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      backoffMs = Math.min(backoffMs * 2, maxBackoffMs);
      current = await launch().catch((error: unknown) => {
        onLog('error', error instanceof Error ? error.message : String(error));
        return null;
      });
      if (current) onLog('info', 'database server is running again');
    }
  };
  const looping = loop();

  return {
    stop: async () => {
      stopping.abort();
      await current?.stop();
      await looping;
      // It may have come up while we were asking the loop to end.
      await current?.stop();
    },
  };
}
