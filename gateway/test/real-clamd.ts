import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScanner } from '../attachments/scan.ts';
import { testVirus, type Clamd } from './fake-clamd.ts';
import { waitFor } from './wait-for.ts';

/** Where Debian, others and Homebrew put it. */
export const clamdPath = [
  '/usr/sbin/clamd',
  '/usr/local/sbin/clamd',
  '/opt/homebrew/sbin/clamd',
].find((path) => existsSync(path));
export const whyNoClamd = clamdPath
  ? null
  : 'no clamd on this machine (Debian: apt-get install clamav-daemon)';

/** The real clamd in a folder of its own, with one signature: ours. */
export async function startRealClamd({ streamMaxLength = '30M' } = {}): Promise<Clamd> {
  if (!clamdPath) throw new Error(whyNoClamd ?? '');
  const folder = await mkdtemp(join(tmpdir(), 'lotse-clamd-'));
  const address = join(folder, 'clamd.sock');
  const database = join(folder, 'db');
  await mkdir(database);
  await writeFile(
    join(database, 'test.ndb'),
    `Lotse.Test.Canary:0:*:${testVirus.toString('hex')}\n`,
  );
  const settings = [
    `LocalSocket ${address}`,
    `DatabaseDirectory ${database}`,
    `StreamMaxLength ${streamMaxLength}`,
    'Foreground yes',
    'MaxThreads 2',
  ];
  await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
  const child = spawn(clamdPath, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await waitFor('clamd to answer', () => openScanner(address).isReady(), 30_000);
  return {
    address,
    name: 'the real clamd',
    async stop() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
