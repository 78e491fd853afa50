import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  connectionOf,
  folder,
  hold,
  run,
  start,
  until,
  usedFolder,
} from './harness.test-helper.ts';
import { childrenOf, commandOf, postmasterPid, processesOf } from './processes.test-helper.ts';

test('nothing stays behind when we are killed, and the data is there again', async () => {
  const dataDir = usedFolder();
  const holder = hold(dataDir);
  expect(await holder.outcome).toBe('ready');
  await run({ connection: connectionOf(dataDir) }, 'create table kept as select 1 as one');
  const pid = postmasterPid(dataDir);
  expect(processesOf(dataDir)).toContain(pid);
  holder.child.kill('SIGKILL');
  await until(() => processesOf(dataDir).length === 0);
  expect(await run(await start(dataDir), 'select one from kept')).toEqual([{ one: 1 }]);
});

test('a server that outlived everything is stopped by the next start', async () => {
  const dataDir = usedFolder();
  const holder = hold(dataDir);
  expect(await holder.outcome).toBe('ready');
  await run({ connection: connectionOf(dataDir) }, 'create table kept as select 1 as one');
  const orphan = postmasterPid(dataDir);
  const watchers = processesOf(dataDir).filter((pid) => commandOf(pid).includes('read -r'));
  expect(watchers).toHaveLength(1);
  for (const watcher of watchers) process.kill(watcher, 'SIGKILL');
  holder.child.kill('SIGKILL');
  await once(holder.child, 'exit');
  expect(processesOf(dataDir)).toContain(orphan);

  const warnings: string[] = [];
  const server = await start(dataDir, (_level, message) => warnings.push(message));
  expect(warnings).toEqual(['orphaned database server stopped']);
  expect(processesOf(dataDir)).not.toContain(orphan);
  expect(await run(server, 'select one from kept')).toEqual([{ one: 1 }]);
});

test('what was committed survives when everything is killed at once', async () => {
  const dataDir = usedFolder();
  const holder = hold(dataDir);
  expect(await holder.outcome).toBe('ready');
  await run({ connection: connectionOf(dataDir) }, 'create table kept as select 1 as one');
  for (const pid of [...processesOf(dataDir), ...childrenOf(postmasterPid(dataDir))]) {
    process.kill(pid, 'SIGKILL');
  }
  holder.child.kill('SIGKILL');
  await once(holder.child, 'exit');
  await until(() => processesOf(dataDir).length === 0);
  const server = await start(dataDir);
  expect(await run(server, 'select one from kept')).toEqual([{ one: 1 }]);
  expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('not properly shut down');
});

test('a server that dies under us is started again', async () => {
  const dataDir = usedFolder();
  const events: string[] = [];
  const server = await start(dataDir, (level, message) => events.push(`${level} ${message}`));
  await run(server, 'create table kept as select 1 as one');
  const dead = postmasterPid(dataDir);
  process.kill(dead, 'SIGKILL');
  await until(() => events.includes('info database server is running again'));
  expect(events[0]).toContain('error database server ended unexpectedly (SIGKILL)');
  expect(postmasterPid(dataDir)).not.toBe(dead);
  expect(await run(server, 'select one from kept')).toEqual([{ one: 1 }]);
  await server.stop();
  await until(() => processesOf(dataDir).length === 0);
});

test('a half-made database of an interrupted first start is made again', async () => {
  const dataDir = folder();
  mkdirSync(join(dataDir, 'postgres-unfinished-x', 'base'), { recursive: true });
  await start(dataDir);
  expect(readdirSync(dataDir)).not.toContain('postgres-unfinished-x');
});
