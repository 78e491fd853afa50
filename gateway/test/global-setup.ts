import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { migrate } from '../migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: { host: string; port: number; user: string };
    redisUrl: string | null;
  }
}

export const templateDatabase = 'lotse_template';
const redisUrl = 'redis://127.0.0.1:6379/7';

/** One embedded PostgreSQL for the whole run; each test file copies the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-test-'));
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    // Two files at a time, each with up to three processes; nobody misses their data.
    settings: { max_connections: '400', fsync: 'off', shared_buffers: '256MB' },
  });
  const { host, port, user, database } = server.connection;
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  await migrate({ host, port, user, database: templateDatabase });
  project.provide('databaseServer', { host, port, user });
  project.provide('redisUrl', (await isRedisThere()) ? redisUrl : null);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function isRedisThere(): Promise<boolean> {
  const { Redis } = await import('ioredis');
  const client = new Redis(redisUrl, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
