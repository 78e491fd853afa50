import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, type Account } from './account.ts';
import { EmbeddedPostgresError } from './error.ts';

/**
 * Copies PostgreSQL's programs to a folder that `account` can enter, once per version and source.
 * Answers the copy's `native` folder.
 */
export function copyWhereReachable(
  nativeDir: string,
  version: string,
  account: Account | null,
  dataDir: string,
): string {
  const id = createHash('sha256').update(nativeDir).digest('hex').slice(0, 8);
  const parent = reachableFolder(account, dataDir);
  const copy = join(parent, `postgres-${version}-${id}`);
  if (!isCompleteCopy(copy)) {
    const draft = mkdtempSync(`${copy}-`);
    cpSync(nativeDir, join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    });
    execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', draft]);
    rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  }
  return join(copy, 'native');
}

function reachableFolder(account: Account | null, dataDir: string): string {
  if (canEnter(account, dataDir)) return dataDir;
  for (const folder of ['/var/cache/lotse', join(tmpdir(), 'lotse-programs')]) {
    try {
      mkdirSync(folder, { recursive: true });
    } catch {
      continue;
    }
    if (!isOursAlone(folder)) continue;
    chmodSync(folder, 0o755);
    if (canEnter(account, folder)) return folder;
  }
  throw new EmbeddedPostgresError(
    'not_available',
    'PostgreSQL does not run as root, and the user it runs as instead may not enter this folder. Move the project out of the home folder, start Lotse as another user, or set DATABASE_URL.',
  );
}

function isCompleteCopy(copy: string): boolean {
  if (!lstatSync(copy, { throwIfNoEntry: false })) return false;
  return (
    isOursAlone(copy) && existsSync(join(copy, 'native', 'share', 'postgresql', 'postgres.bki'))
  );
}

// Programs must not come from a folder that somebody else prepared or can change.
function isOursAlone(folder: string): boolean {
  const stat = lstatSync(folder);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o22) === 0;
}
