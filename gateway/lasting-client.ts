import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseAddress } from './database.ts';
import type { Log } from './logger.ts';

export type LastingClient = { close(): Promise<void> };

/** A database session of its own that is opened again whenever it breaks. `prepare` runs on every new session. */
export async function keepClient(
  config: DatabaseAddress & pg.ClientConfig,
  log: Log,
  prepare: (client: pg.Client, isFirst: boolean) => Promise<void>,
): Promise<LastingClient> {
  let current: pg.Client | undefined;
  let isClosed = false;

  async function open(isFirst: boolean): Promise<void> {
    const client = new pg.Client({ keepAlive: true, ...config });
    client.on('error', (err) => log.warn({ err }, 'database session lost'));
    try {
      await client.connect();
      await prepare(client, isFirst);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', () => void reopen());
    current = client;
    if (isClosed) await client.end().catch(() => undefined);
  }

  async function reopen(): Promise<void> {
    for (let delayMs = 50; !isClosed; delayMs = Math.min(delayMs * 2, 2000)) {
      await pause(delayMs, undefined, { ref: false });
      try {
        if (!isClosed) await open(false);
        return;
      } catch (err) {
        log.warn({ err }, 'database session not yet back');
      }
    }
  }

  await open(true);
  return {
    async close() {
      isClosed = true;
      await current?.end().catch(() => undefined);
    },
  };
}

/** Whoever holds a client has noticed by then that its session is gone. */
const noticeMs = 1000;

/**
 * Takes back clients whose session broke. The query builder returns a client only after a `begin`, `commit` or
 * `rollback` that worked: without this each broken transaction would cost the pool one place, until all wait for ever.
 */
export function reclaimLostClients(pool: pg.Pool): void {
  pool.on('connect', (client: pg.PoolClient) => {
    client.on(
      'end',
      () => void pause(noticeMs, undefined, { ref: false }).then(() => release(client)),
    );
  });
}

function release(client: pg.PoolClient): void {
  try {
    client.release(true);
  } catch {
    // It was returned in time: releasing twice throws.
  }
}
