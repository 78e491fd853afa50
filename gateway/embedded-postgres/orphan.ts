import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './error.ts';

const fastStopMs = 15_000;
const immediateStopMs = 5_000;
const pollMs = 20;

/**
 * Stops a server that outlived its Lotse (the caller holds the folder's lock, so nobody else can
 * be using it), and removes the leftovers of one that died. True when one was stopped.
 * @throws EmbeddedPostgresError `data_dir_in_use` when another PostgreSQL runs on the folder
 */
export async function stopOrphan(clusterDir: string, serverName: string): Promise<boolean> {
  const pid = postmasterPid(clusterDir);
  if (!pid || !existsSync(`/proc/${pid}`)) return false;
  const command = commandOf(pid);
  if (command.includes(`cluster_name=${serverName}`)) {
    await stop(pid);
    return true;
  }
  if (/(^|\/)(postgres|postmaster)\0/.test(command)) {
    throw new EmbeddedPostgresError(
      'data_dir_in_use',
      `Another PostgreSQL server (process ${pid}) is running on ${clusterDir}. Stop it first.`,
    );
  }
  // The id belongs to something else by now, or to a dead server whose parent never asked for its
  // end. PostgreSQL would take either for a running server; backends that are still dying it
  // recognises by their shared memory.
  rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
  return false;
}

function postmasterPid(clusterDir: string): number | null {
  const path = join(clusterDir, 'postmaster.pid');
  if (!existsSync(path)) return null;
  return Number.parseInt(readFileSync(path, 'utf8'), 10) || null;
}

async function stop(pid: number) {
  for (const [signal, patienceMs] of [
    ['SIGINT', fastStopMs],
    ['SIGQUIT', immediateStopMs],
    ['SIGKILL', immediateStopMs],
  ] as const) {
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    const deadline = Date.now() + patienceMs;
    while (isRunning(pid) && Date.now() < deadline) await delay(pollMs);
  }
}

function isRunning(pid: number): boolean {
  return commandOf(pid) !== '';
}

// Readable for everybody, unlike the links below /proc; empty for a process that has ended.
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
