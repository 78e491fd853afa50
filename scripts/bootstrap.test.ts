import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let project: string;

beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'lotse-bootstrap-')));
  cpSync(join(import.meta.dirname, 'bootstrap.mjs'), join(project, 'scripts', 'bootstrap.mjs'));
  cpSync(join(import.meta.dirname, 'bootstrap'), join(project, 'scripts', 'bootstrap'), {
    recursive: true,
  });
  write('package.json', '{"type":"module"}');
  writeLock('1.0.0');
  write('inbox-ui/index.html', '<main>');
  write('calls', '');
  installFakeNpm();
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

test('the first start installs and builds, the second does nothing', () => {
  expect(bootstrap()).toMatchObject({ status: 0 });
  expect(calls()).toEqual(['npm ci', 'vite build']);

  const second = bootstrap();
  expect(second).toMatchObject({ status: 0, stderr: '', stdout: '' });
  expect(calls()).toEqual(['npm ci', 'vite build']);
  expect(existsSync(join(project, '.install', 'lock'))).toBe(false);
});

test('another lockfile installs again, another inbox source only builds again', () => {
  bootstrap();
  write('inbox-ui/pages/Home.tsx', 'export const home = 1;');
  bootstrap();
  expect(calls()).toEqual(['npm ci', 'vite build', 'vite build']);
  writeLock('1.0.1');
  bootstrap();
  expect(calls().slice(3)).toEqual(['npm ci', 'vite build']);
});

test('the built files themselves do not count as sources', () => {
  bootstrap();
  write('inbox-ui/dist/assets/app.js', 'changed');
  bootstrap();
  expect(calls()).toEqual(['npm ci', 'vite build']);
});

test('with --no-build the inbox is left alone', () => {
  expect(bootstrap(['--no-build'])).toMatchObject({ status: 0 });
  expect(calls()).toEqual(['npm ci']);
});

test('packages that were installed by hand are accepted, unless one is missing', () => {
  spawnSync(join(project, 'bin', 'npm'), ['ci'], { cwd: project });
  bootstrap(['--no-build']);
  expect(calls()).toEqual(['npm ci']);
  rmSync(join(project, 'node_modules', 'thing'), { recursive: true });
  bootstrap(['--no-build']);
  expect(calls()).toEqual(['npm ci', 'npm ci']);
});

test('a failed installation shows what npm said, is not remembered and frees the lock', () => {
  write('npm-fails', '');
  const failed = bootstrap();
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain('npm says no');
  expect(failed.stderr).toContain('npm ci failed (exit code 9)');

  rmSync(join(project, 'npm-fails'));
  expect(bootstrap()).toMatchObject({ status: 0 });
  expect(calls()).toEqual(['npm ci', 'npm ci', 'vite build']);
});

test('where no packaged Node runs, the own Node is linked, also over a broken link', () => {
  const link = join(project, 'node_modules', '.bin', 'node');
  bootstrap();
  expect(readlinkSync(link)).toBe(process.execPath);
  rmSync(link);
  symlinkSync('/nonexistent/node', link);
  expect(bootstrap()).toMatchObject({ status: 0 });
  expect(readlinkSync(link)).toBe(process.execPath);
});

test('two starts at once install once, and the second says that it waits', async () => {
  write('npm-waits', '');
  const first = start();
  await until(() => calls().length === 1);
  const second = start();
  await until(() => second.stderr().includes('Waiting for another start'));
  rmSync(join(project, 'npm-waits'));
  expect(await first.exitCode).toBe(0);
  expect(await second.exitCode).toBe(0);
  expect(calls()).toEqual(['npm ci', 'vite build']);
});

test('the lock of a dead start is taken over, also when its process id lives again', () => {
  const deadPid = spawnSync(process.execPath, ['-e', '0']).pid;
  write('.install/lock', JSON.stringify({ pid: deadPid, started: '1' }));
  expect(bootstrap()).toMatchObject({ status: 0 });

  writeLock('1.0.2');
  write('.install/lock', JSON.stringify({ pid: process.pid, started: 'long ago' }));
  expect(bootstrap()).toMatchObject({ status: 0 });
  expect(calls()).toHaveLength(4);
});

function bootstrap(args: string[] = []) {
  return spawnSync(process.execPath, [join(project, 'scripts', 'bootstrap.mjs'), ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { PATH: `${join(project, 'bin')}:/usr/bin:/bin`, CI: 'true' },
  });
}

function start() {
  const child = spawn(process.execPath, [join(project, 'scripts', 'bootstrap.mjs')], {
    env: { PATH: `${join(project, 'bin')}:/usr/bin:/bin` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const exitCode = new Promise((resolve) => child.on('exit', resolve));
  return { stderr: () => stderr, exitCode };
}

async function until(condition: () => boolean) {
  await expect.poll(condition, { interval: 20, timeout: 10_000 }).toBe(true);
}

function calls(): string[] {
  return readFileSync(join(project, 'calls'), 'utf8').split('\n').filter(Boolean);
}

function write(path: string, content: string) {
  mkdirSync(join(project, path, '..'), { recursive: true });
  writeFileSync(join(project, path), content, { mode: path.startsWith('bin/') ? 0o755 : 0o644 });
}

function writeLock(version: string) {
  const packages = { '': {}, 'node_modules/thing': { version, integrity: 'sha512-x' } };
  write('package-lock.json', JSON.stringify({ packages }));
}

/** Records its call, then leaves behind what the real one would, with a recording vite. */
function installFakeNpm() {
  const vite = `const fs = require('node:fs');
    fs.appendFileSync('calls', 'vite ' + process.argv[2] + '\\n');
    fs.mkdirSync('inbox-ui/dist', { recursive: true });`;
  write('fake-vite.cjs', vite);
  const lines = [
    '#!/bin/sh',
    'echo "npm $1" >> calls',
    'if [ -e npm-fails ]; then echo "npm says no"; exit 9; fi',
    'while [ -e npm-waits ]; do sleep 0.02; done',
    'rm -rf node_modules && mkdir -p node_modules/thing node_modules/vite/bin',
    'echo "{}" > node_modules/vite/package.json',
    'cp fake-vite.cjs node_modules/vite/bin/vite.js',
    'cp package-lock.json node_modules/.package-lock.json',
  ];
  write('bin/npm', lines.join('\n'));
}
