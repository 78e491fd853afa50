import pg from 'pg';
import type { TestDatabase } from './database.ts';

/** A bare connection as the database's owner, past pools, roles and row-level security. */
export async function asOwner<T>(
  { address }: TestDatabase,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
