import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const copied = [
  'adapters',
  'gateway',
  'migrations',
  'package.json',
  'tsconfig.json',
  '.oxlintrc.json',
  'vite.config.ts',
  'scripts/inbox-build',
];
/** The one line of the registry, with its import. */
const line = "  'sample-sms': sampleSms,\n";
const importLine = "import { sampleSms } from './sample-sms/index.ts';\n";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotse-sample-'));
  for (const path of copied) await cp(join(root, path), join(folder, path), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(root, 'docs/sample-adapter'), join(folder, 'adapters/sample-sms'), {
    recursive: true,
  });
  const registry = join(folder, 'adapters/index.ts');
  const before = await readFile(registry, 'utf8');
  const after = before.replace('  simulator,\n', `  simulator,\n${line}`);
  expect(after).not.toBe(before);
  await writeFile(registry, importLine + after);
  await writeFile(
    join(folder, 'tsconfig.adapters.json'),
    JSON.stringify({ extends: './tsconfig.json', include: ['adapters'] }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a new adapter is one folder and one line: it lints and type-checks', async () => {
  expect(await run('oxlint', '--deny-warnings', 'adapters/sample-sms')).toContain('0 errors');
  await run('tsc', '-p', 'tsconfig.adapters.json');
});

it('the suite of the registry and a whole round trip pass over it', async () => {
  const output = await run(
    'vitest',
    'run',
    '--reporter=verbose',
    '--testNamePattern=sample-sms',
    'adapters/sample-sms',
    'adapters/adapter.test.ts',
  );
  expect(output).toContain('sample-sms receives > what a fixture says: text');
  expect(output).toContain('a message comes in, a reply goes out, its status comes back');
  expect(output).not.toMatch(/\d+ failed/);
});

async function run(program: string, ...args: string[]): Promise<string> {
  const { VITEST: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(join(root, 'node_modules/.bin', program), args, {
    cwd: folder,
    env: { ...env, NO_COLOR: '1' },
    maxBuffer: 20_000_000,
  }).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(
      `${program} failed: ${error.stdout?.slice(-3000)}${error.stderr?.slice(-2000)}`,
    );
  });
  return stdout;
}
