import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { copyProject, nobody, type ProjectCopy } from './copy-project.test-helper.ts';
import {
  cleanUps,
  connectionOf,
  folder,
  hold,
  isRoot,
  lastCleanUps,
  modeOf,
  run,
  usedFolder,
} from './harness.test-helper.ts';

let home: string;
let project: ProjectCopy;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'lotse-home-'));
  lastCleanUps.push(() => rmSync(home, { recursive: true, force: true }));
  project = copyProject(join(home, 'project'));
});

beforeEach(() => chmodSync(home, 0o755));

test('without install scripts gets its library links made', async () => {
  const lib = join(project.native, 'lib');
  const links = readdirSync(lib).filter((name) => lstatSync(join(lib, name)).isSymbolicLink());
  expect(links).toContain('libicuuc.so.60');
  for (const name of links) rmSync(join(lib, name));
  expect(await hold(usedFolder(), project.module).outcome).toBe('ready');
  expect(readlinkSync(join(lib, 'libicuuc.so.60'))).toBe('libicuuc.so.60.2');
});

test.runIf(isRoot)('is run by a plain user who may not change it', async () => {
  rmSync(join(project.native, 'lib', 'libicuuc.so.60'));
  const own = folder();
  chmodSync(own, 0o777);
  const dataDir = join(own, 'data');
  const holder = hold(dataDir, project.module, { ...nobody, node: project.node });
  expect(await holder.outcome).toBe('ready');
  expect(statSync(join(dataDir, 'postgres')).uid).toBe(nobody.uid);
  expect(modeOf(dataDir)).toBe(0o700);
  expect(existsSync(join(project.native, 'lib', 'libicuuc.so.60'))).toBe(false);
});

test.runIf(isRoot)('of a plain user does not touch a folder of somebody else', async () => {
  const dataDir = folder();
  const holder = hold(dataDir, project.module, { ...nobody, node: project.node });
  expect(await holder.outcome).toContain('data_dir_not_usable');
  expect(readdirSync(dataDir)).toEqual([]);
});

test.runIf(isRoot)("runs in root's home, where the server's user may not go", async () => {
  const shared = '/var/cache/lotse';
  const known = existsSync(shared) ? readdirSync(shared) : [];
  chmodSync(home, 0o700);
  const dataDir = join(home, 'data');
  expect(await hold(dataDir, project.module).outcome).toBe('ready');
  const { uid } = statSync(join(dataDir, 'postgres'));
  expect(uid).not.toBe(0);
  const connection = connectionOf(dataDir);
  const copies = readdirSync(shared).filter((name) => !known.includes(name));
  expect(copies).toHaveLength(1);
  for (const path of [connection.host, ...copies.map((name) => join(shared, name))]) {
    cleanUps.unshift(() => rmSync(path, { recursive: true }));
  }
  expect(statSync(connection.host).uid).toBe(uid);
  expect(await run({ connection }, 'select 1 as one')).toEqual([{ one: 1 }]);
});
