import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedPostgresError } from './error.ts';

const sqliteBusy = 5;

// Referenced here so that a held lock can't be collected as garbage.
const heldLocks = new Set<DatabaseSync>();

/**
 * Makes sure that one process uses the folder. Answers the function that gives it free again.
 *
 * A lock of the operating system, not a file with a process id in it: it ends with its owner
 * whatever happens, can't be mistaken for a later process with the same id, and holds between
 * containers that share the folder. Node offers no such lock except through SQLite, whose empty
 * file serves for nothing else. `lotse.pid` is there for people.
 * @throws EmbeddedPostgresError `data_dir_in_use`, `data_dir_not_usable`
 */
export function lockDataDir(dataDir: string): () => void {
  const pidFile = join(dataDir, 'lotse.pid');
  const lock = claim(dataDir, pidFile);
  heldLocks.add(lock);
  writeFileSync(pidFile, `${process.pid}\n`);
  return () => {
    if (!heldLocks.delete(lock)) return;
    rmSync(pidFile, { force: true });
    lock.close();
  };
}

function claim(dataDir: string, pidFile: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(dataDir, 'lotse.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) {
      throw new EmbeddedPostgresError(
        'data_dir_in_use',
        `Lotse is already running on ${dataDir} (process ${ownerOf(pidFile)}). Stop it first, or choose another DATA_DIR.`,
      );
    }
    throw new EmbeddedPostgresError(
      'data_dir_not_usable',
      `Cannot write to ${dataDir}. It must belong to the user who starts Lotse.`,
      { cause: error },
    );
  }
}

function ownerOf(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
