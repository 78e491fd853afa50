import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

describe('the command line', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lotse-main-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = (environment: Record<string, string>, ...args: string[]) =>
    new Promise<{ code: number | null; output: string }>((resolve) => {
      const child = spawn(process.execPath, [main, ...args], {
        cwd: folder,
        env: { PATH: '/usr/bin:/bin', DATA_DIR: join(folder, 'data'), ...environment },
      });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.on('close', (code) => resolve({ code, output }));
    });

  it('a malformed configuration: every problem at once, exit code 1, nothing started', async () => {
    const { code, output } = await run({
      PORT: 'high',
      ROLE: 'boss',
      MASTER_KEY: 'x',
      ADMIN_EMAIL: 'admin@example.org',
    });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toEqual([
      'The configuration has problems; nothing was started:',
      expect.stringMatching(/^ {2}PORT: /),
      expect.stringMatching(/^ {2}ROLE: /),
      expect.stringMatching(/^ {2}MASTER_KEY: /),
      expect.stringMatching(/^ {2}ADMIN_EMAIL: /),
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('--check loads everything, starts nothing and ends with 0; a problem makes it 1', async () => {
    expect(await run({ PORT: '' }, '--check')).toEqual({ code: 0, output: '' });
    expect(await readdir(folder)).toEqual([]);
    expect((await run({ LOG_LEVEL: 'loud' }, '--check')).code).toBe(1);
  });
});
