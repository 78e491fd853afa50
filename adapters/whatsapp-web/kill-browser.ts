import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 20;
/** Where nobody collects orphans, dead helpers stay in their group for ever. */
const maxPolls = 15;

/**
 * Resolves with the process that is started with the given argument, at the moment it is: puppeteer hands it out only when
 * the browser answers, which may be seconds later. Null when it is told to stop before.
 * Source: https://nodejs.org/docs/latest-v24.x/api/diagnostics_channel.html#child-process
 */
export function awaitProcess(argument: string): {
  process: Promise<ChildProcess | null>;
  stop: () => void;
} {
  const { promise, resolve } = Promise.withResolvers<ChildProcess | null>();
  const look = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess };
    // Its arguments are filled in right after it was announced.
    process.nextTick(() => {
      if (child.pid && child.spawnargs.includes(argument)) finish(child);
    });
  };
  function finish(child: ChildProcess | null): void {
    unsubscribe('child_process', look);
    resolve(child);
  }
  subscribe('child_process', look);
  return { process: promise, stop: () => finish(null) };
}

/**
 * Kills a browser with all its helpers, and waits until they are gone. Puppeteer makes it the leader of a process group,
 * which is there as long as one of them lives.
 */
export async function killBrowser({ pid, exitCode, signalCode }: ChildProcess): Promise<void> {
  if (!pid) return;
  const hasEnded = exitCode !== null || signalCode !== null;
  if (!signalled(-pid, 'SIGKILL')) {
    if (!hasEnded) signalled(pid, 'SIGKILL');
    return;
  }
  for (let polls = 0; signalled(-pid, 0) && polls < maxPolls; polls++) await pause(pollMs);
}

function signalled(target: number, signal: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}
