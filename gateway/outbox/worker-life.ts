import { randomInt } from 'node:crypto';
import type { Database } from '../database.ts';
import { keepClient } from '../lasting-client.ts';
import type { Log } from '../logger.ts';

/** Advisory locks of workers share this first key; the second is the worker's own. */
const lockSpace = 0x4c6f;

export type WorkerLife = { key: string; close(): Promise<void> };

/**
 * A worker lives as long as its database session holds its advisory lock: when the process dies the lock is free at
 * once, and what it was sending can be told from what a living worker is sending.
 */
export async function beginWorkerLife(database: Database, log: Log): Promise<WorkerLife> {
  const key = randomInt(1, 2 ** 31 - 1);
  const session = await keepClient(
    { ...database.address, application_name: 'lotse-worker' },
    log,
    async (client) => {
      await client.query('select pg_advisory_lock($1, $2)', [lockSpace, key]);
    },
  );
  return { key: String(key), close: session.close };
}

/** The keys, out of those given, that no living worker holds. */
export async function deadWorkers(database: Database, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const { rows } = await database.servicePool.query<{ key: string }>(
    `select key::text from unnest($1::bigint[]) as key
     where not exists (select from pg_locks l where l.locktype = 'advisory' and l.classid = $2 and l.objid = key::oid
       and l.granted and l.database = (select oid from pg_database where datname = current_database()))`,
    [keys, lockSpace],
  );
  return rows.map((row) => row.key);
}
