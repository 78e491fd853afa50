import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { createChannelDirectory } from './channel-directory.ts';
import type { Config } from './config.ts';
import type { AppContext } from './context.ts';
import { openDatabase, type DatabaseAddress } from './database.ts';
import { openFiles } from './files.ts';
import { createAttachmentFetcher, dueAttachments } from './intake/fetch-attachment.ts';
import { openIntake } from './intake/create-intake.ts';
import { startInternalServer } from './internal-server.ts';
import { createKeyring, loadMasterKey } from './keyring.ts';
import type { Log } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { migrate } from './migrate.ts';
import { createDeliverer } from './outbox/deliver.ts';
import { sweepOutbox } from './outbox/sweep.ts';
import { beginWorkerLife } from './outbox/worker-life.ts';
import { openQueues } from './queues.ts';
import { startHub } from './realtime/hub.ts';
import { applyRetention } from './retention.ts';
import { startSchedules } from './schedules.ts';

export type Running = { context: AppContext; port: number | null; stop(): Promise<void> };

type Stop = () => Promise<void>;

/**
 * Starts what the role asks for on a database that is there: web listens, worker sends, fetches and sweeps. Everything
 * can be awaited and is stopped in the opposite order.
 */
export async function start(config: Config, address: DatabaseAddress, log: Log): Promise<Running> {
  const stops: Stop[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).toReversed()) {
      await one().catch((err: unknown) => log.warn({ err }, 'stopping failed'));
    }
  };
  try {
    const done = await migrate(address);
    if (done.length > 0) log.info({ migrations: done.length }, 'database migrated');
    const context = await openContext(config, address, log, stops);
    if (config.ROLE !== 'web') await startWorker(context, stops);
    const port = config.ROLE === 'worker' ? null : await listen(context, stops);
    stops.push(await startInternalServer(context));
    return { context, port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openContext(config: Config, address: DatabaseAddress, log: Log, stops: Stop[]): Promise<AppContext> {
  const database = await openDatabase(address, log);
  stops.push(database.close);
  const keyring = createKeyring(await loadMasterKey(config.MASTER_KEY, config.DATA_DIR), database.servicePool);
  const directory = createChannelDirectory(database, keyring);
  const hub = await startHub(database, log);
  stops.push(hub.close);
  hub.subscribeAll(({ event }) => {
    if (event.channelId) directory.forget(event.channelId);
  });
  const queues = await openQueues(address, config.REDIS_URL, log);
  stops.push(queues.close);
  const parts = {
    config,
    log,
    metrics: createMetrics(),
    database,
    keyring,
    directory,
    files: openFiles(config.DATA_DIR, keyring),
    queues,
    hub,
  };
  return { ...parts, intake: openIntake(parts) };
}

async function startWorker(context: AppContext, stops: Stop[]): Promise<void> {
  const { database, log, queues } = context;
  const life = await beginWorkerLife(database, log);
  stops.push(life.close);
  const deliver = createDeliverer({ ...context, workerKey: life.key });
  const fetchAttachment = createAttachmentFetcher(context);
  queues.startWorkers({ deliver, fetchAttachment });
  const schedules = startSchedules(database, log, [
    { name: 'outbox', everyMs: 5000, run: () => sweepOutbox({ database, log, deliver }) },
    {
      name: 'attachments',
      everyMs: 10_000,
      run: async () => void (await Promise.all((await dueAttachments(database)).map(fetchAttachment))),
    },
    { name: 'retention', everyMs: 3_600_000, run: () => applyRetention(database, log) },
  ]);
  stops.push(schedules.close);
}

async function listen(context: AppContext, stops: Stop[]): Promise<number> {
  const { config, log } = context;
  const app = await createApp(context);
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 15_000 }, app.callback());
  server.maxHeadersCount = 200;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  stops.push(() => closeServer(server));
  const { port } = server.address() as AddressInfo;
  log.info({ port, host: config.HOST }, 'listening');
  return port;
}

/** Lets requests in flight finish for a moment; event streams and idle connections are cut. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), 1500);
  await closed;
  clearTimeout(cut);
}
