import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../database.ts';
import { deadWorkers } from '../outbox/worker-life.ts';

/** Folders of lines in use: only their owner can read them, and they go with their line. */
export type Scratch = {
  /** Removes what workers left behind that were killed. */
  sweep(): Promise<void>;
  make(): Promise<string>;
  remove(folder: string): Promise<void>;
};

export function openScratch(dataDir: string, database: Database, workerKey: string): Scratch {
  const root = join(dataDir, 'lines');
  const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return {
    async sweep() {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const folders = await readdir(root);
      const ownerOf = (folder: string) => folder.split('-')[0] ?? '';
      const owners = [...new Set(folders.map(ownerOf))].filter((owner) => /^\d+$/.test(owner));
      const dead = new Set(await deadWorkers(database, owners));
      for (const folder of folders) if (dead.has(ownerOf(folder))) await remove(join(root, folder));
    },
    make: () => mkdtemp(join(root, `${workerKey}-`)),
    remove,
  };
}
