import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** Runs SQL in one transaction that may cross organizations; a failure rolls all of it back. */
export async function transaction<T>(
  { servicePool }: Database,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await servicePool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
