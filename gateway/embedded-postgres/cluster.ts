import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { canEnter, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './error.ts';
import { initialSettings } from './settings.ts';

/** What a PostgreSQL program may see of our environment: nothing, above all no keys. */
export const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * The server's user may own a folder that it can't reach by its path, below root's home. Started
 * inside it, it reaches it through the kernel's own link.
 */
export function pathForServer(clusterDir: string, account: Account | null): string {
  return canEnter(account, clusterDir) ? clusterDir : '/proc/self/cwd';
}

/**
 * Creates the database files where there are none, else checks that they are of this version.
 *
 * A new cluster is made beside its place, flushed to disk and only then renamed: whatever stops
 * the machine, the folder is complete or not there. (initdb itself would flush twice.)
 * @throws EmbeddedPostgresError `version_mismatch`, `data_dir_not_usable`
 */
export async function prepareCluster(
  clusterDir: string,
  binaries: Binaries,
  account: Account | null,
): Promise<void> {
  if (existsSync(clusterDir)) {
    checkVersion(clusterDir, binaries.majorVersion);
    giveTo(clusterDir, account);
    return;
  }
  removeUnfinished(clusterDir);
  const draft = mkdtempSync(`${clusterDir}-unfinished-`);
  giveTo(draft, account);
  await initialize(draft, binaries, account);
  renameSync(draft, clusterDir);
}

async function initialize(folder: string, binaries: Binaries, account: Account | null) {
  const initdb = (...args: string[]) =>
    promisify(execFile)(binaries.initdb, ['-D', pathForServer(folder, account), ...args], {
      cwd: folder,
      env: serverEnvironment,
      ...account,
    });
  const settings = Object.entries(initialSettings).flatMap(([key, value]) => [
    '--set',
    `${key}=${value}`,
  ]);
  const options = [
    '--username=lotse',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth-local=trust',
    '--auth-host=reject',
    '--data-checksums',
    '--no-sync',
    '--no-instructions',
    ...settings,
  ];
  try {
    // Trigrams classify letters by LC_CTYPE whatever the provider: with "C" there are none for
    // Arabic or Cyrillic. Very old systems lack C.UTF-8.
    await initdb(...options, '--locale=C', '--lc-ctype=C.UTF-8').catch(() => {
      for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
      return initdb(...options, '--locale=C');
    });
    await initdb('--sync-only');
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const output = error instanceof Error && 'stderr' in error ? `\n${String(error.stderr)}` : '';
    throw new EmbeddedPostgresError(
      'start_failed',
      `The database could not be created in ${dirname(folder)}.${output}`.trim(),
      { cause: error },
    );
  }
}

function checkVersion(clusterDir: string, majorVersion: string) {
  const found = versionOf(clusterDir);
  if (found === majorVersion) return;
  throw new EmbeddedPostgresError(
    'version_mismatch',
    found
      ? `The database in ${clusterDir} was written by PostgreSQL ${found}, but this Lotse brings PostgreSQL ${majorVersion}. Dump it with the Lotse that wrote it, move the folder away, and restore the dump.`
      : `${clusterDir} exists, but holds no PostgreSQL database. Move it away, or choose another DATA_DIR.`,
  );
}

function versionOf(clusterDir: string): string | null {
  try {
    return readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      throw new EmbeddedPostgresError(
        'data_dir_not_usable',
        `The database in ${clusterDir} belongs to another user. Start Lotse as that user.`,
        { cause: error },
      );
    }
    return null;
  }
}

// A backup that root restored belongs to root and may be open to others; PostgreSQL refuses both.
function giveTo(folder: string, account: Account | null) {
  const { uid, mode } = statSync(folder);
  if (account && uid !== account.uid) {
    execFileSync('chown', ['-hR', `${account.uid}:${account.gid}`, folder]);
  }
  if ((mode & 0o77) !== 0) chmodSync(folder, 0o700);
}

function removeUnfinished(clusterDir: string) {
  const prefix = `${basename(clusterDir)}-unfinished-`;
  for (const name of readdirSync(dirname(clusterDir))) {
    if (name.startsWith(prefix)) {
      rmSync(join(dirname(clusterDir), name), { recursive: true, force: true, maxRetries: 3 });
    }
  }
}
