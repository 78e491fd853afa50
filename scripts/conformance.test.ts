import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const cases = [
  { id: 'TGI01', case: 'text', outcome: 'text' },
  { id: 'TGI02', case: 'wrong secret', outcome: '401' },
];
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'lotse-conformance-'));
  for (const part of ['conformance.mjs', 'conformance']) {
    cpSync(join(import.meta.dirname, part), join(project, 'scripts', part), { recursive: true });
  }
  writeFileSync(join(project, 'scripts/conformance/cases.json'), JSON.stringify(cases));
  mkdirSync(join(project, 'docs'));
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

test('a run that names every case writes a page and passes against it', () => {
  report({ 'TGI01 text, TGI02 wrong secret': 'passed' });
  expect(run('--write')).toMatchObject({ status: 0, stdout: '2 of 2\n' });
  expect(readFileSync(join(project, 'docs/conformance.md'), 'utf8')).toContain(
    '| TGI02 | wrong secret | 401 | [a.test.ts](../adapters/a.test.ts) |',
  );
  expect(run()).toMatchObject({ status: 0, stderr: '' });
});

test('a case without a test, or whose tests did not pass, fails the check by its id', () => {
  report({ 'TGI01 text': 'passed' });
  expect(run('--write')).toMatchObject({ status: 1, stderr: 'TGI02 has no test\n' });
  report({ 'TGI01 text': 'passed', 'TGI02 wrong secret': 'pending' });
  expect(run('--write')).toMatchObject({ status: 1, stderr: 'TGI02 has no test that passed\n' });
});

test('another number that begins alike is another case', () => {
  report({ 'TGI01 text': 'passed', 'TGI020 and XTGI02': 'passed' });
  expect(run('--write').stderr).toBe('TGI02 has no test\n');
});

test('a page that says something else than the tests fails the check', () => {
  report({ 'TGI01 TGI02': 'passed' });
  writeFileSync(join(project, 'docs/conformance.md'), 'old');
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('out of date') });
});

function report(tests: Record<string, string>) {
  const assertionResults = Object.entries(tests).map(([fullName, status]) => ({
    fullName,
    status,
  }));
  const testResults = [{ name: join(project, 'adapters/a.test.ts'), assertionResults }];
  writeFileSync(join(project, 'report.json'), JSON.stringify({ testResults }));
}

function run(...args: string[]) {
  const script = join(project, 'scripts', 'conformance.mjs');
  const report = join(project, 'report.json');
  return spawnSync(process.execPath, [script, report, ...args], { encoding: 'utf8' });
}
