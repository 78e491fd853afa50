import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signIn, type ApiClient } from './api-client.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { admin, freePort } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** One process of the product. */
export type SpawnedApp = {
  url: string;
  pid: number;
  /** Everything it printed. */
  output: () => string;
  /** Signs in as the first administrator. */
  signIn(): Promise<ApiClient>;
  /** As if the machine had lost its power: `kill -9`. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code and how long it took. */
  terminate(): Promise<{ code: number | null; elapsedMs: number }>;
};

/** A database and a folder that processes share, one after the other or at the same time. */
export type Installation = {
  database: TestDatabase;
  /** Starts one process; its port and so its public URL are the same for every process that serves. */
  start(environment?: Record<string, string>): Promise<SpawnedApp>;
  stop(): Promise<void>;
};

export async function createInstallation(
  shared: Record<string, string> = {},
): Promise<Installation> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'lotse-spawned-'));
  const port = String(await freePort());
  const running = new Set<ChildProcess>();

  return {
    database,
    async start(environment = {}) {
      const internalPort = String(await freePort());
      const url = `http://127.0.0.1:${port}`;
      const child = spawn(process.execPath, [main], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'],
          HOST: '127.0.0.1',
          PORT: port,
          INTERNAL_PORT: internalPort,
          PUBLIC_URL: url,
          DATA_DIR: dataDir,
          DATABASE_URL: urlOf(database),
          ADMIN_EMAIL: admin.email,
          ADMIN_PASSWORD: admin.password,
          ...shared,
          ...environment,
        },
      });
      running.add(child);
      const app = describe(child, url, running);
      const isUp = async () => {
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}`);
        return (await fetch(`http://127.0.0.1:${internalPort}/metrics`)).ok;
      };
      await waitFor('the process to start', isUp, 45_000).catch((error: unknown) => {
        throw new Error(`It did not start: ${app.output()}`, { cause: error });
      });
      return app;
    },
    async stop() {
      await Promise.all([...running].map((child) => end(child, 'SIGKILL')));
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function describe(child: ChildProcess, url: string, running: Set<ChildProcess>): SpawnedApp {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.on('exit', () => running.delete(child));
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    signIn: () => waitFor('to be signed in', () => signIn(url, admin.email, admin.password)),
    async kill() {
      await end(child, 'SIGKILL');
    },
    async terminate() {
      const startedAt = performance.now();
      await end(child, 'SIGTERM');
      return { code: child.exitCode, elapsedMs: performance.now() - startedAt };
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** The server is on a Unix socket, which a URL names in its query. */
function urlOf({ address: { host, port, user, database } }: TestDatabase): string {
  return `postgres:///${database}?${new URLSearchParams({ host, port: String(port), user })}`;
}
