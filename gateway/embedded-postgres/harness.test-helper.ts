import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres.ts';

export const isRoot = process.getuid?.() === 0;

const ownModule = join(import.meta.dirname, '..', 'embedded-postgres.ts');

let template: string;
export const cleanUps: (() => unknown)[] = [];
export const lastCleanUps: (() => unknown)[] = [];

// Most tests are about a folder that has a database; making one takes the longest.
beforeAll(async () => {
  template = folder(lastCleanUps);
  await (await startEmbeddedPostgres({ dataDir: template })).stop();
});

afterAll(async () => {
  for (const cleanUp of lastCleanUps.reverse()) await cleanUp();
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

export async function start(
  dataDir: string,
  onLog?: (level: string, message: string) => void,
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, onLog });
  cleanUps.push(() => server.stop());
  return server;
}

/** Starts the server in a process of its own, which ends on SIGTERM. */
export function hold(
  dataDir: string,
  module = ownModule,
  as: { node?: string; uid?: number; gid?: number } = {},
): { child: ChildProcess; outcome: Promise<string> } {
  const { node = process.execPath, ...account } = as;
  const code = `
    import { startEmbeddedPostgres } from ${JSON.stringify(pathToFileURL(module).href)};
    try {
      const server = await startEmbeddedPostgres({ dataDir: process.argv[1] });
      process.once('SIGTERM', () => void server.stop());
      console.log('ready');
    } catch (error) {
      console.log(error.code, error.stack);
    }`;
  const child = spawn(node, ['--input-type=module', '-e', code, dataDir], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  });
  const exited = once(child, 'exit');
  cleanUps.push(async () => {
    child.kill();
    await exited;
  });
  const outcome = once(child.stdout, 'data').then(([chunk]) => String(chunk).trim());
  return { child, outcome };
}

export async function run({ connection }: Pick<EmbeddedPostgres, 'connection'>, sql: string) {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

export function connectionOf(dataDir: string): EmbeddedPostgres['connection'] {
  return JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8'));
}

/** Root's server runs as another user, so the folder has to be passable, unlike a fresh one. */
export function folder(whenDone = cleanUps): string {
  const path = mkdtempSync(join(tmpdir(), 'lotse-pg-'));
  chmodSync(path, 0o755);
  whenDone.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function templateFolder(): string {
  return template;
}

/** A folder in which Lotse ran before. */
export function usedFolder(whenDone = cleanUps): string {
  const path = folder(whenDone);
  cpSync(template, path, {
    recursive: true,
    filter: (it) => !it.startsWith(join(template, 'socket')),
  });
  return path;
}

export function write(path: string, content: string) {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
}

export async function until(condition: () => boolean) {
  await expect.poll(condition, { interval: 20, timeout: 15_000 }).toBe(true);
}

export function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}
