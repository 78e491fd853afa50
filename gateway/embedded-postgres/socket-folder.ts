import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, type Account } from './account.ts';
import { EmbeddedPostgresError } from './error.ts';

/** The port only names the socket file, `.s.PGSQL.5432`; nothing listens on it. */
export const socketPort = 5432;

// sizeof(sun_path) less the closing zero. Source: https://man7.org/linux/man-pages/man7/unix.7.html
const maxSocketPathBytes = 107;

/**
 * A folder that only the server's user may enter: being able to open the socket is the whole
 * authentication. Below DATA_DIR, unless that path is too long or closed to the server's user.
 * @throws EmbeddedPostgresError `data_dir_not_usable` when somebody else made the folder
 */
export function makeSocketDir(dataDir: string, account: Account | null): string {
  const near = join(dataDir, 'socket');
  const isShort = Buffer.byteLength(join(near, `.s.PGSQL.${socketPort}`)) <= maxSocketPathBytes;
  const id = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder = isShort && canEnter(account, dataDir) ? near : join(tmpdir(), `lotse-${id}`);
  makePrivate(folder, account);
  return folder;
}

/**
 * Removes what a dead server left: its lock names a process id, which by now may be another's.
 * For when it is certain that no server runs.
 */
export function removeStaleSocket(socketDir: string) {
  const socket = join(socketDir, `.s.PGSQL.${socketPort}`);
  for (const path of [socket, `${socket}.lock`]) rmSync(path, { force: true });
}

function makePrivate(folder: string, account: Account | null) {
  const owners = [process.getuid?.(), account?.uid];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, isDirectory } = statOf(folder);
  if (!isDirectory || !owners.includes(uid)) {
    throw new EmbeddedPostgresError(
      'data_dir_not_usable',
      `The database's socket folder ${folder} belongs to another user. Remove it and start again.`,
    );
  }
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
}

function statOf(folder: string) {
  const stat = lstatSync(folder);
  return { uid: stat.uid, isDirectory: stat.isDirectory() };
}
