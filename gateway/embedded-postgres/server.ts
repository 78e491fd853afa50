import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from './account.ts';
import { pathForServer, serverEnvironment } from './cluster.ts';
import { EmbeddedPostgresError } from './error.ts';
import type { LogFile } from './log-file.ts';
import { fixedSettings } from './settings.ts';
import { socketPort } from './socket-folder.ts';

const readyPollMs = 10;
const fastStopMs = 20_000;
const immediateStopMs = 5_000;

type ServerPlace = {
  postgres: string;
  clusterDir: string;
  socketDir: string;
  /** Stands in the command line, so that an orphan can be recognised. */
  serverName: string;
  account: Account | null;
  log: LogFile;
  settings: Record<string, string>;
};

export type Server = { exited: Promise<string>; stop(): Promise<void> };

/**
 * Becomes the server, and leaves a watcher behind that stops the server as soon as the pipe from
 * us closes, however we end. The watcher's parent ends at once, so the server doesn't see a child
 * that it didn't start. `$$` is the server's own process id.
 */
const guardedStart = `
( (read -r _ <&3; grep -q "cluster_name=$1" /proc/$$/cmdline && kill -INT $$) </dev/null >/dev/null 2>&1 & )
shift
exec "$@" 3<&-`;

/**
 * Starts the server and waits until it accepts connections, however long its recovery takes.
 * @throws EmbeddedPostgresError `start_failed` with the server's last words
 */
export async function launchServer(place: ServerPlace): Promise<Server> {
  const logStart = place.log.size();
  const child = spawnServer(place);
  let end: string | undefined;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  void exited.then((reason) => (end = reason));

  while (!isReady(place.clusterDir, child.pid)) {
    if (end !== undefined) {
      throw new EmbeddedPostgresError(
        'start_failed',
        `The database did not start (${end}).\n${place.log.tail(logStart)}`.trim(),
      );
    }
    await delay(readyPollMs);
  }
  return { exited, stop: () => stopServer(child) };
}

function spawnServer(place: ServerPlace) {
  const { postgres, clusterDir, socketDir, serverName, account, log } = place;
  const settings = {
    ...fixedSettings,
    ...place.settings,
    cluster_name: serverName,
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
    port: String(socketPort),
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const command = [postgres, '-D', pathForServer(clusterDir, account), ...options];
  // Its own session: Ctrl-C in the terminal is for us alone, who stop the server last.
  const child = spawn('/bin/sh', ['-c', guardedStart, 'sh', serverName, ...command], {
    cwd: clusterDir,
    env: serverEnvironment,
    stdio: ['ignore', log.fd, log.fd, 'pipe'],
    detached: true,
    ...account,
  });
  // Closing the pipe dismisses the watcher.
  child.once('exit', () => child.stdio[3]?.destroy());
  return child;
}

// The last line of this file is the server's state. Source: src/include/utils/pidfile.h
function isReady(clusterDir: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

async function stopServer(child: ChildProcess) {
  const exit = hasEnded(child) ? Promise.resolve() : once(child, 'exit');
  for (const [signal, patienceMs] of [
    ['SIGINT', fastStopMs],
    ['SIGQUIT', immediateStopMs],
    ['SIGKILL', immediateStopMs],
  ] as const) {
    if (hasEnded(child)) break;
    child.kill(signal);
    await Promise.race([exit, delay(patienceMs, undefined, { ref: false })]);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}
