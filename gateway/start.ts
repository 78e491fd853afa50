import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { adapters } from '../adapters/index.ts';
import { createApp } from './app.ts';
import { createAssistant, type AssistantTuning } from './automation/assistant.ts';
import { sendCorrections } from './automation/send-corrections.ts';
import { step } from './automation/step.ts';
import { openPreparation } from './attachments/prepare-file.ts';
import { removeFiles } from './attachments/remove-files.ts';
import { createChannelDirectory } from './channel-directory.ts';
import { createChannelLog } from './channel-log/record.ts';
import type { Config } from './config.ts';
import { eraseContacts } from './contacts/erase-contacts.ts';
import type { AppContext } from './context.ts';
import { openDatabase, type DatabaseAddress } from './database.ts';
import { openFiles } from './files.ts';
import { closeServer } from './http/close-server.ts';
import { createAttachmentFetcher } from './intake/fetch-attachment.ts';
import { openIntake } from './intake/create-intake.ts';
import { dueAttachments } from './intake/pending-attachments.ts';
import { startInternalServer } from './internal-server.ts';
import { createKeyring, loadMasterKey, type Keyring } from './keyring.ts';
import { reclaimLostClients } from './lasting-client.ts';
import { createLines } from './lines/connections.ts';
import { superviseLines } from './lines/supervise-lines.ts';
import type { LineTuning } from './lines/tuning.ts';
import type { Log } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { migrate } from './migrate.ts';
import { openPushService } from './notifications/push-service.ts';
import { createPusher, type PushTuning } from './notifications/send-pushes.ts';
import { usePostcodes } from './offices/places.ts';
import { readPostcodes } from './offices/read-postcodes.ts';
import { createDeliverer } from './outbox/deliver.ts';
import { addPaceGauges } from './outbox/pace-gauges.ts';
import { paceLimits, type PaceLimit } from './outbox/pace-limits.ts';
import { createSettler } from './outbox/settle-unknown.ts';
import { createSweeper } from './outbox/sweep.ts';
import { beginWorkerLife } from './outbox/worker-life.ts';
import { createPresence } from './presence/presence.ts';
import { watchPromises } from './promises/watch-promises.ts';
import { openQueues } from './queues.ts';
import { startHub } from './realtime/hub.ts';
import { createHealthCheck } from './reconciliation/check-health.ts';
import { createReconciler } from './reconciliation/reconcile.ts';
import { applyRetention } from './retention.ts';
import { startSchedules } from './schedules.ts';
import { createIndexKeeper } from './search/keep-index.ts';
import { createReactionSender, dueReactions } from './signals/send-reaction.ts';
import { syncDueTemplates } from './templates/sync-templates.ts';
import { endSnoozes } from './triage/end-snoozes.ts';

export type Running = { context: AppContext; port: number | null; stop(): Promise<void> };

/** What only tests change. */
export type Tuning = {
  sendTimeoutMs: number;
  lines?: Partial<LineTuning>;
  paceLimits?: PaceLimit[];
  push?: PushTuning;
  assistant?: AssistantTuning;
};
const standard: Tuning = { sendTimeoutMs: 30_000 };

type Stop = () => Promise<void>;
/** What takes in work stops first and all at once; what it stands on follows, the last opened first. */
type Stops = { entrances: Stop[]; foundations: Stop[] };

const entranceStopMs = 3500;
const foundationStopMs = 1000;

/**
 * Starts what the role asks for on a database that is there: web listens, worker sends, fetches and sweeps. Everything
 * can be awaited. Stopping takes at most five seconds: a call to a provider that has not ended by then is cut off.
 */
export async function start(
  config: Config,
  address: DatabaseAddress,
  log: Log,
  tuning: Tuning = standard,
): Promise<Running> {
  const stops: Stops = { entrances: [], foundations: [] };
  const stop = async () => {
    await Promise.all(stops.entrances.splice(0).map((one) => stopWithin(entranceStopMs, one, log)));
    for (const one of stops.foundations.splice(0).toReversed())
      await stopWithin(foundationStopMs, one, log);
  };
  try {
    const done = await migrate(address);
    if (done.length > 0) log.info({ migrations: done.length }, 'database migrated');
    const context = await openContext(config, address, log, stops, tuning);
    if (config.ROLE !== 'web') await startWorker(context, stops, tuning);
    const port = config.ROLE === 'worker' ? null : await listen(context, stops);
    stops.entrances.push(await startInternalServer(context));
    return { context, port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopWithin(timeoutMs: number, stop: Stop, log: Log): Promise<void> {
  const late = pause(timeoutMs, 'late', { ref: false });
  const stopped = stop().catch((err: unknown) => log.warn({ err }, 'stopping failed'));
  if ((await Promise.race([stopped, late])) === 'late') log.warn('stopping took too long');
}

async function openContext(
  config: Config,
  address: DatabaseAddress,
  log: Log,
  stops: Stops,
  { push }: Tuning,
): Promise<AppContext> {
  const database = await openDatabase(address, log);
  stops.foundations.push(database.close);
  reclaimLostClients(await database.orm.em.getConnection().getNativeClient());
  const keyring = createKeyring(
    await loadMasterKey(config.MASTER_KEY, config.DATA_DIR),
    database.servicePool,
  );
  usePostcodes(config.POSTCODES_FILE ? await readPostcodes(config.POSTCODES_FILE) : new Map());
  const directory = createChannelDirectory(database, keyring);
  const hub = await startHub(database, log);
  stops.foundations.push(hub.close);
  hub.subscribeAll(({ event }) => {
    if (event.channelId) directory.forget(event.channelId);
  });
  hub.onGap(directory.forgetAll);
  const presence = createPresence(database, hub, log);
  stops.foundations.push(presence.close);
  const queues = await openQueues(address, redisOf(config, keyring), log);
  stops.foundations.push(queues.close);
  const metrics = createMetrics();
  const channelLog = createChannelLog(database, { metrics, log });
  stops.foundations.push(channelLog.close);
  const parts = {
    config,
    log,
    metrics,
    database,
    keyring,
    directory,
    channelLog,
    files: await openFiles(config, keyring, log),
    queues,
    hub,
    presence,
    preparation: openPreparation(
      { clamdUrl: config.CLAMD_URL, ffmpegPath: config.FFMPEG_PATH },
      log,
    ),
    lines: createLines(),
    pushService: openPushService(keyring, config.publicUrl, push?.root),
  };
  return { ...parts, intake: openIntake(parts) };
}

/** Derived from the master key, so that all processes of an installation agree and no two installations do. */
function redisOf(
  { REDIS_URL: url }: Config,
  keyring: Keyring,
): { url: string; prefix: string } | undefined {
  return url
    ? { url, prefix: `lotse-${keyring.derive('queues').toString('hex').slice(0, 12)}` }
    : undefined;
}

async function startWorker(
  context: AppContext,
  stops: Stops,
  {
    sendTimeoutMs,
    lines: lineTuning,
    paceLimits: limits,
    push = {},
    assistant: wanted = {},
  }: Tuning,
): Promise<void> {
  const { database, log, queues } = context;
  const life = await beginWorkerLife(database, log);
  stops.foundations.push(life.close);
  const { deliver, stop } = createDeliverer({
    ...context,
    workerKey: life.key,
    paceLimits: limits ?? paceLimits(adapters),
    sendTimeoutMs,
  });
  addPaceGauges(context);
  const fetchAttachment = createAttachmentFetcher(context);
  const sendReaction = createReactionSender(context);
  const assistant = createAssistant(context, { step, ...wanted });
  queues.startWorkers({ deliver, fetchAttachment, sendReaction, automate: assistant.answer });
  const stopping = new AbortController();
  const schedules = startSchedules(database, log, [
    { name: 'outbox', everyMs: 5000, run: createSweeper({ database, log, deliver }) },
    {
      name: 'attachments',
      everyMs: 10_000,
      run: async () =>
        void (await Promise.all((await dueAttachments(database)).map(fetchAttachment))),
    },
    {
      name: 'reactions',
      everyMs: 5000,
      run: async () => void (await Promise.all((await dueReactions(database)).map(sendReaction))),
    },
    { name: 'automation', everyMs: wanted.everyMs ?? 2000, run: assistant.sweep },
    {
      name: 'corrections',
      everyMs: wanted.everyMs ?? 2000,
      run: () => sendCorrections(context, stopping.signal),
    },
    {
      name: 'erasures',
      everyMs: wanted.everyMs ?? 15_000,
      run: () => eraseContacts(database, log, { erasureMs: wanted.erasureMs ?? 60_000 }),
    },
    { name: 'promises', everyMs: 20_000, run: () => watchPromises(context) },
    { name: 'snoozes', everyMs: 5000, run: () => endSnoozes(database) },
    { name: 'search', everyMs: 1000, run: createIndexKeeper(context, stopping.signal) },
    { name: 'templates', everyMs: 10_000, run: () => syncDueTemplates(context) },
    { name: 'files', everyMs: 60_000, run: () => removeFiles(context) },
    {
      name: 'unknown',
      everyMs: 20_000,
      run: createSettler({ ...context, sendTimeoutMs }),
    },
    {
      name: 'notifications',
      everyMs: push.everyMs ?? 2000,
      run: createPusher(context, push, stopping.signal),
    },
    { name: 'health', everyMs: 15_000, run: createHealthCheck(context, stopping.signal) },
    { name: 'reconciliation', everyMs: 15_000, run: createReconciler(context, stopping.signal) },
    { name: 'retention', everyMs: 3_600_000, run: () => applyRetention(database, log) },
  ]);
  const supervisor = await superviseLines({
    ...context,
    workerKey: life.key,
    deliver,
    tuning: lineTuning,
  });
  // What is being sent through a line needs it to the end.
  const stopSending = () => stop().then(supervisor.stop);
  const stopSchedules = () => {
    stopping.abort();
    assistant.stop();
    return schedules.close();
  };
  stops.entrances.push(stopSchedules, stopSending, queues.stopWorkers);
}

async function listen(context: AppContext, stops: Stops): Promise<number> {
  const { config, log } = context;
  const app = await createApp(context);
  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 15_000 },
    app.callback(),
  );
  server.maxHeadersCount = 200;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  stops.entrances.push(() => closeServer(server));
  const { port } = server.address() as AddressInfo;
  log.info({ port, host: config.HOST }, 'listening');
  return port;
}
