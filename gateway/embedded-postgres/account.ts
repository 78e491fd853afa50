import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './error.ts';

/** Whom the server runs as, when that isn't ourselves. */
export type Account = { uid: number; gid: number };

/**
 * PostgreSQL refuses to run as root. Started by root, it runs as whoever owns the existing data,
 * else as `postgres`, else as `nobody`; otherwise as ourselves (null).
 */
export function serverAccount(clusterDir: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const existing = statSync(clusterDir, { throwIfNoEntry: false });
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  const account = systemAccount('postgres') ?? systemAccount('nobody');
  if (account) return account;
  throw new EmbeddedPostgresError(
    'not_available',
    'PostgreSQL does not run as root, and this system has neither a "postgres" nor a "nobody" user. Start Lotse as another user or set DATABASE_URL.',
  );
}

/** Whether the account may read `path`, and enter or run it. */
export function canReach(account: Account | null, path: string): boolean {
  if (!account) return true;
  return isPermitted(account, path, 0o5) && canEnter(account, dirname(path));
}

/** Whether the account may pass through `folder`, which is less than listing it. */
export function canEnter(account: Account | null, folder: string): boolean {
  if (!account) return true;
  if (!isPermitted(account, folder, 0o1)) return false;
  const parent = dirname(folder);
  return parent === folder || canEnter(account, parent);
}

function isPermitted(account: Account, path: string, bits: number): boolean {
  const { mode, uid, gid } = statSync(path);
  if (uid === account.uid) return ((mode >> 6) & bits) === bits;
  if (gid === account.gid) return ((mode >> 3) & bits) === bits;
  return (mode & bits) === bits;
}

function systemAccount(name: string): Account | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
