import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const oxlint = join(root, 'node_modules/.bin/oxlint');

/** Where, what is imported there, and words of the message that tells what to do instead. */
const forbidden: [file: string, imported: string, message: RegExp][] = [
  ['adapters/telegram/bad.ts', '../../gateway/logger.ts', /nothing of gateway/],
  ['adapters/telegram/bad.ts', '../twilio/index.ts', /never imports another adapter/],
  ['adapters/telegram/bad.ts', 'koa', /Adapters are pure/],
  ['adapters/telegram/bad.ts', 'bullmq', /Adapters are pure/],
  ['adapters/telegram/bad.ts', '@mikro-orm/core', /Adapters are pure/],
  ['gateway/contract/bad.ts', '../errors.ts', /the browser reads it/],
  ['gateway/model/bad.ts', '../conversation/preview.ts', /Entities import/],
  ['gateway/conversation/bad.ts', '../../adapters/index.ts', /knows no provider/],
  ['gateway/conversation/bad.ts', '../outbox/deliver.ts', /one way/],
  ['gateway/conversation/bad.ts', '../intake/receive-messages.ts', /one way/],
  ['gateway/automation/bad.ts', '../outbox/deliver.ts', /speaks through conversation/],
  ['gateway/automation/bad.ts', 'koa', /serves nothing/],
  ['gateway/intake/bad.ts', '../outbox/deliver.ts', /Intake never sends/],
  ['gateway/outbox/bad.ts', '../intake/receive-messages.ts', /reads delivery rows/],
  ['gateway/outbox/bad.ts', '../conversation/send-reply.ts', /reads delivery rows/],
  ['inbox-ui/inbox/bad.ts', '../../gateway/errors.ts', /nothing else of ours/],
  ['inbox-ui/bad.ts', '../adapters/adapter.ts', /nothing else of ours/],
  ['migrations/bad.ts', '../gateway/model/message.ts', /A migration is SQL/],
];

describe('the import table', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lotse-lint-'));
    await cp(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function lint(file: string, source: string): Promise<{ failed: boolean; output: string }> {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, source);
    try {
      const { stdout } = await promisify(execFile)(oxlint, ['--deny-warnings', file], {
        cwd: folder,
      });
      return { failed: false, output: stdout };
    } catch (error) {
      return { failed: true, output: String((error as { stdout?: string }).stdout) };
    } finally {
      await rm(path);
    }
  }

  it.each(forbidden)('%s may not import %s', async (file, imported, message) => {
    const { failed, output } = await lint(
      file,
      `import { x } from '${imported}';\n\nexport const y = x;\n`,
    );
    expect(output).toMatch(message);
    expect(failed).toBe(true);
  });

  it.each([
    ['adapters/telegram/good.ts', '../adapter.ts'],
    ['gateway/intake/good.ts', '../conversation/preview.ts'],
    ['gateway/intake/good.ts', '../../adapters/index.ts'],
    ['inbox-ui/inbox/good.ts', '../../gateway/contract/message.ts'],
  ])('%s may import %s', async (file, imported) => {
    const { failed, output } = await lint(
      file,
      `import { x } from '${imported}';\n\nexport const y = x;\n`,
    );
    expect(output).not.toMatch(/restricted/);
    expect(failed).toBe(false);
  });

  it('the environment is read in gateway/config.ts only', async () => {
    const { failed, output } = await lint(
      'gateway/outbox/bad.ts',
      'export const x = process.env.HOME;\n',
    );
    expect(output).toMatch(/gateway\/config\.ts/);
    expect(failed).toBe(true);
  });
});
