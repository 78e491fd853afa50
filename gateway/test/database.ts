import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { DatabaseAddress } from '../database.ts';
import { templateDatabase } from './global-setup.ts';

export type TestDatabase = {
  address: Extract<DatabaseAddress, { host: string }>;
  drop(): Promise<void>;
};

/** A migrated database of its own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('databaseServer');
  const database = `test_${randomBytes(6).toString('hex')}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ ...server, database: 'postgres' });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await run(`create database ${database} template ${templateDatabase}`);
  return {
    address: { ...server, database },
    drop: () => run(`drop database if exists ${database} with (force)`),
  };
}
