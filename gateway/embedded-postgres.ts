import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { serverAccount } from './embedded-postgres/account.ts';
import { findBinaries } from './embedded-postgres/binaries.ts';
import { prepareCluster } from './embedded-postgres/cluster.ts';
import { lockDataDir } from './embedded-postgres/data-lock.ts';
import { EmbeddedPostgresError } from './embedded-postgres/error.ts';
import { openLogFile } from './embedded-postgres/log-file.ts';
import { stopOrphan } from './embedded-postgres/orphan.ts';
import { launchServer, type Server } from './embedded-postgres/server.ts';
import { makeSocketDir, removeStaleSocket, socketPort } from './embedded-postgres/socket-folder.ts';
import { supervise, type OnServerLog } from './embedded-postgres/supervise.ts';

const startAttempts = 3;
const retryAfterMs = 400;

export type EmbeddedPostgres = {
  /** For `pg`: a host that begins with "/" is the folder of a Unix socket. */
  connection: { host: string; port: number; user: string; database: string };
  /** Ends open connections, writes everything to disk, frees DATA_DIR. Safe to call twice. */
  stop(): Promise<void>;
};

/**
 * Runs a PostgreSQL server of our own below `dataDir`: created on first use, restarted when it
 * dies, stopped when this process ends, however it ends. No TCP; only the server's user may open
 * its socket. `database.json` (mode 0600) tells other tools where that is.
 *
 * Takes about a second on first use, a quarter of one afterwards, longer after a crash.
 * @throws EmbeddedPostgresError with a sentence for whoever started Lotse: `data_dir_in_use`,
 *   `data_dir_not_usable`, `version_mismatch`, `not_available` (no binaries for this platform),
 *   `start_failed`
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  onLog?: OnServerLog;
  /** Over our own; only for servers whose data nobody misses. */
  settings?: Record<string, string>;
}): Promise<EmbeddedPostgres> {
  const { onLog = () => undefined, settings = {} } = options;
  const dataDir = makeDataDir(options.dataDir);
  const unlock = lockDataDir(dataDir);
  try {
    const server = await start(dataDir, onLog, settings);
    let stopped: Promise<void> | undefined;
    return {
      connection: server.connection,
      stop: () => (stopped ??= server.stop().finally(unlock)),
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function start(
  dataDir: string,
  onLog: OnServerLog,
  settings: Record<string, string>,
): Promise<EmbeddedPostgres> {
  const clusterDir = join(dataDir, 'postgres');
  const serverName = `lotse-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  const account = serverAccount(clusterDir);
  const binaries = findBinaries(account, dataDir);
  await prepareCluster(clusterDir, binaries, account);
  const socketDir = makeSocketDir(dataDir, account);
  const { postgres } = binaries;
  const place = { postgres, clusterDir, socketDir, serverName, account, settings };
  const log = openLogFile(join(dataDir, 'postgres.log'));

  const launch = async () => {
    if (await stopOrphan(clusterDir, serverName)) onLog('warn', 'orphaned database server stopped');
    removeStaleSocket(socketDir);
    return launchServer({ ...place, log });
  };
  const connection = { host: socketDir, port: socketPort, user: 'lotse', database: 'lotse' };
  try {
    const supervised = supervise(await launchPatiently(launch), launch, onLog);
    await createDatabase(connection).catch(async (error: unknown) => {
      await supervised.stop();
      throw error;
    });
    writeConnection(dataDir, connection);
    return {
      connection,
      stop: async () => {
        await supervised.stop();
        log.close();
      },
    };
  } catch (error) {
    log.close();
    throw error;
  }
}

// The backends of a server that was killed may need a moment to notice.
async function launchPatiently(launch: () => Promise<Server>): Promise<Server> {
  for (let attempt = 1; attempt < startAttempts; attempt += 1) {
    try {
      return await launch();
    } catch (error) {
      if (!(error instanceof EmbeddedPostgresError) || error.code !== 'start_failed') throw error;
      await delay(retryAfterMs);
    }
  }
  return launch();
}

// Root's server runs as another user, who has to pass through; nobody else may list the folder.
function makeDataDir(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    return realpathSync(path);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'data_dir_not_usable',
      `Cannot create ${resolve(path)}. Choose a DATA_DIR that the user who starts Lotse may write to.`,
      { cause: error },
    );
  }
}

async function createDatabase(connection: EmbeddedPostgres['connection']) {
  const client = new Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [
      connection.database,
    ]);
    if (found.rowCount === 0) await client.query(`create database ${connection.database}`);
  } finally {
    await client.end();
  }
}

function writeConnection(dataDir: string, connection: EmbeddedPostgres['connection']) {
  const path = join(dataDir, 'database.json');
  writeFileSync(`${path}.new`, `${JSON.stringify(connection)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
