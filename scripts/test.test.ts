import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'lotse-test-script-'));
  cpSync(join(import.meta.dirname, 'test.mjs'), join(project, 'scripts', 'test.mjs'));
  cpSync(join(import.meta.dirname, 'test'), join(project, 'scripts', 'test'), { recursive: true });
  for (const name of ['oxfmt', 'oxlint', 'tsc', 'size-limit', 'knip'])
    program(`node_modules/.bin/${name}`, '');
  program('gateway/main.ts', '');
  vitestReports({ numPassedTests: 7, numFailedTests: 0, testResults: [] });
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

test('every stage counts once, tests count each, and the last line is the sum', () => {
  const { status, stdout } = run();
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('13 passed, 0 failed');
  expect(stdout).toMatch(/^ok {3}tests \(\d+\.\d s, 7 passed\)$/m);
  expect(status).toBe(0);
});

test('a failing stage shows its output and the later ones still run', () => {
  program('node_modules/.bin/oxlint', 'console.error("two problems"); process.exit(1);');
  const { status, stdout } = run();
  expect(stdout).toContain('two problems\nFAIL lint');
  expect(stdout).toContain('ok   types');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('12 passed, 1 failed');
  expect(status).toBe(1);
});

test('a test file that does not load counts as failed', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  vitestReports({ numPassedTests: 7, numFailedTests: 0, testResults });
  expect(run().stdout).toMatch(/^13 passed, 1 failed$/m);
});

test('a test run that crashes or reports nothing counts as failed', () => {
  program('node_modules/.bin/vitest', 'process.exit(0);');
  expect(run().stdout).toMatch(/^6 passed, 1 failed$/m);
  program('node_modules/.bin/vitest', 'process.kill(process.pid, "SIGKILL");');
  expect(run().stdout).toMatch(/^6 passed, 1 failed$/m);
});

test('--only=check leaves out what is slow, an unknown subset is refused', () => {
  const { stdout } = run('--only=check');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('5 passed, 0 failed');
  expect(run('--only=chekc').status).toBe(2);
});

function run(...args: string[]) {
  const script = join(project, 'scripts', 'test.mjs');
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}

function program(path: string, code: string) {
  mkdirSync(join(project, path, '..'), { recursive: true });
  writeFileSync(join(project, path), code);
}

function vitestReports(report: object) {
  const code = `const file = process.argv.find((it) => it.startsWith('--outputFile.json=')).slice(18);
    require('node:fs').writeFileSync(file, ${JSON.stringify(JSON.stringify(report))});`;
  program('node_modules/.bin/vitest', code);
}
