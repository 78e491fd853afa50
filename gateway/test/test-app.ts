import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import type { AppContext } from '../context.ts';
import { createFirstAdministrator } from '../counselors/setup-routes.ts';
import { createLogger } from '../logger.ts';
import { start, type Running, type Tuning } from '../start.ts';
import { signIn, type ApiClient } from './api-client.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export const admin = { email: 'admin@example.org', password: 'a long enough password' };

export type TestApp = {
  url: string;
  context: AppContext;
  /** Signed in as the first administrator. */
  api: ApiClient;
  database: TestDatabase;
  dataDir: string;
  /** Every log line of the app, at level trace. */
  log: string[];
  environment: Record<string, string>;
  stop(): Promise<void>;
};

/** The whole product in this process, on a database of its own, with the first administrator signed in. */
export async function startTestApp(
  extra: Record<string, string> = {},
  tuning?: Tuning,
): Promise<TestApp> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'lotse-app-'));
  const port = String(await freePort());
  const environment = {
    HOST: '127.0.0.1',
    PORT: port,
    INTERNAL_PORT: '0',
    DATA_DIR: dataDir,
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    // Whether the machine has one must change no test but those about it.
    FFMPEG_PATH: 'off',
    ...extra,
  };
  const log: string[] = [];
  const running = await startOn(database, environment, log, tuning);
  await createFirstAdministrator(running.context);
  const url = environment.PUBLIC_URL;
  return {
    url,
    context: running.context,
    api: await signIn(url, admin.email, admin.password),
    database,
    dataDir,
    log,
    environment,
    async stop() {
      await running.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function startOn(
  database: TestDatabase,
  environment: Record<string, string>,
  log: string[],
  tuning?: Tuning,
): Promise<Running> {
  const logger = createLogger('trace', {
    write(line) {
      log.push(line);
      if (line.includes('"level":"error"')) process.stderr.write(line);
    },
  });
  return start(readConfig(environment), database.address, logger, tuning);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
