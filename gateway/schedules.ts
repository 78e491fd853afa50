import pg from 'pg';
import { guardPool, type Database } from './database.ts';
import type { Log } from './logger.ts';

type Schedule = { name: string; everyMs: number; run: () => Promise<void> };
export type Schedules = { close(): Promise<void> };

/**
 * Runs each schedule now and then at its interval, in one process at a time whatever their number: the leader of a run is
 * who gets the advisory lock. Works without the queue, because it repairs what the queue forgot.
 *
 * One connection of its own holds all the locks: were each held by one of the pool, as many schedules as the pool has
 * connections would leave none for their work.
 */
export function startSchedules(database: Database, log: Log, schedules: Schedule[]): Schedules {
  const running = new Set<Promise<void>>();
  let isClosed = false;
  const locks = new pg.Pool({
    ...database.address,
    application_name: 'lotse-schedules',
    max: 1,
    idleTimeoutMillis: 0,
    keepAlive: true,
  });
  guardPool(locks, log);

  function start({ name, everyMs, run }: Schedule): NodeJS.Timeout {
    let isBusy = false;
    const tick = () => {
      if (isBusy || isClosed) return;
      isBusy = true;
      const done = asLeader(locks, name, run)
        .catch((err: unknown) => log.warn({ err, schedule: name }, 'schedule failed'))
        .finally(() => {
          isBusy = false;
          running.delete(done);
        });
      running.add(done);
    };
    tick();
    return setInterval(tick, everyMs);
  }

  const timers = schedules.map(start);
  return {
    async close() {
      isClosed = true;
      timers.forEach((timer) => clearInterval(timer));
      await Promise.all(running);
      await locks.end();
    },
  };
}

async function asLeader(locks: pg.Pool, name: string, run: () => Promise<void>): Promise<void> {
  const lock = `schedule ${name}`;
  const { rows } = await locks.query<{ mine: boolean }>(
    'select pg_try_advisory_lock(hashtext($1)) as mine',
    [lock],
  );
  if (!rows[0]?.mine) return;
  try {
    await run();
  } finally {
    await locks.query('select pg_advisory_unlock(hashtext($1))', [lock]);
  }
}
