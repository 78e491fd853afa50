import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../gateway/embedded-postgres.ts';

export type BenchDatabase = {
  url: string;
  environment: Record<string, string>;
  admin: { email: string; password: string };
  stop(): Promise<void>;
};

/** The embedded server with its production settings (fsync on) in a folder that goes away afterwards. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'database') });
  const { host, port, user, database } = server.connection;
  const url = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  await client.end();
  const admin = { email: 'bench@example.org', password: 'a long enough password' };
  return {
    url,
    admin,
    environment: {
      DATABASE_URL: url,
      DATA_DIR: join(folder, 'data'),
      INTERNAL_PORT: '0',
      TWILIO_API_ROOT: 'http://127.0.0.1:9',
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
