import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { guardPool, type DatabaseAddress } from './database.ts';
import type { Log } from './logger.ts';

/** Jobs only wake: what there is to do stands in the database, and a sweeper finds what a lost job forgot. */
export type JobHandlers = {
  deliver: (conversationId: string) => Promise<void>;
  fetchAttachment: (attachmentId: string) => Promise<void>;
  sendReaction: (messageId: string) => Promise<void>;
  automate: (conversationId: string) => Promise<void>;
};

export type Queues = {
  /** Wakes the worker for a conversation's mailbox. Call it after the commit. Never fails the caller. */
  wakeMailbox(conversationId: string, delayMs?: number): Promise<void>;
  wakeAttachment(attachmentId: string, delayMs?: number): Promise<void>;
  wakeReaction(messageId: string, delayMs?: number): Promise<void>;
  /** Wakes the assistant for a conversation in which somebody has written. */
  wakeAutomation(conversationId: string): Promise<void>;
  startWorkers(handlers: JobHandlers): void;
  /** Takes no more jobs and lets those under way end. */
  stopWorkers(): Promise<void>;
  isReady(): Promise<boolean>;
  /** For the queue board on the internal port. */
  all: Queue[];
  close(): Promise<void>;
};

type Run = (id: string) => Promise<void>;
type Store = {
  open: (name: string) => Queue;
  work: (name: string, run: Run, concurrency: number) => Worker;
  /** False while adding a job could only wait. */
  isReachable: () => boolean;
  isReady: () => Promise<boolean>;
  close: () => Promise<void>;
};

const deliverConcurrency = 64;
const fetchConcurrency = 4;
const reactionConcurrency = 4;
const automationConcurrency = 8;
const addTimeoutMs = 1000;

/**
 * BullMQ on PostgreSQL (schema `bullmq`), or on Redis when a URL is given. The only file that knows it. `prefix` keeps
 * installations apart that share a Redis.
 */
export async function openQueues(
  address: DatabaseAddress,
  redis: { url: string; prefix: string } | undefined,
  log: Log,
): Promise<Queues> {
  const store = redis ? openRedis(redis, log) : await openPostgres(address, log);
  const deliver = store.open('deliver');
  const fetchAttachment = store.open('fetch-attachment');
  const sendReaction = store.open('send-reaction');
  const automate = store.open('automate');
  const all = [deliver, fetchAttachment, sendReaction, automate];
  const workers: Worker[] = [];
  for (const queue of all) {
    queue.on('error', (err) => log.warn({ err, queue: queue.name }, 'queue error'));
  }

  async function add(queue: Queue, id: string, delayMs: number): Promise<void> {
    try {
      if (!store.isReachable()) throw new Error('The queue store is away');
      const added = queue.add(
        'wake',
        { id },
        { delay: delayMs, removeOnComplete: true, removeOnFail: true },
      );
      await withTimeout(added, addTimeoutMs);
    } catch (err) {
      log.warn({ err, queue: queue.name }, 'wake-up lost, the sweeper will find the work');
    }
  }

  return {
    wakeMailbox: (conversationId, delayMs = 0) => add(deliver, conversationId, delayMs),
    wakeAttachment: (attachmentId, delayMs = 0) => add(fetchAttachment, attachmentId, delayMs),
    wakeReaction: (messageId, delayMs = 0) => add(sendReaction, messageId, delayMs),
    wakeAutomation: (conversationId) => add(automate, conversationId, 0),
    startWorkers(handlers) {
      workers.push(
        store.work('deliver', handlers.deliver, deliverConcurrency),
        store.work('fetch-attachment', handlers.fetchAttachment, fetchConcurrency),
        store.work('send-reaction', handlers.sendReaction, reactionConcurrency),
        store.work('automate', handlers.automate, automationConcurrency),
      );
      for (const worker of workers) {
        worker.on('error', (err) => log.warn({ err, queue: worker.name }, 'worker error'));
        worker.on('failed', (_job, err) => log.error({ err, queue: worker.name }, 'job failed'));
      }
    },
    async stopWorkers() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
    isReady: store.isReady,
    all,
    async close() {
      await Promise.all(all.map((queue) => queue.close()));
      await store.close();
    },
  };
}

async function openPostgres(address: DatabaseAddress, log: Log): Promise<Store> {
  const pool = new pg.Pool({
    ...address,
    options: '-c search_path=bullmq',
    application_name: 'lotse-queues',
    max: 16,
    keepAlive: true,
  });
  guardPool(pool, log);
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
  }
  return {
    open: (name) =>
      new Queue(name, { connection: pool }, createPostgresBackend) as unknown as Queue,
    work: (name, run, concurrency) =>
      new Worker(
        name,
        (job) => run(String(job.data.id)),
        { connection: pool, concurrency },
        createPostgresBackend,
      ) as unknown as Worker,
    isReachable: () => true,
    isReady: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: () => pool.end(),
  };
}

function openRedis({ url, prefix }: { url: string; prefix: string }, log: Log): Store {
  // A producer fails at once when Redis is away; a worker waits for it.
  const producer = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  const consumer = new Redis(url, { maxRetriesPerRequest: null });
  for (const client of [producer, consumer]) {
    client.on('error', (err) => log.warn({ err }, 'redis connection error'));
  }
  return {
    open: (name) => new Queue(name, { connection: producer, prefix }),
    work: (name, run, concurrency) =>
      new Worker<{ id: string }>(name, (job) => run(job.data.id), {
        connection: consumer,
        concurrency,
        prefix,
      }),
    // Before the first connection stands BullMQ waits for it, afterwards it fails at once.
    isReachable: () => ['wait', 'connecting', 'connect', 'ready'].includes(producer.status),
    isReady: () =>
      producer.ping().then(
        () => true,
        () => false,
      ),
    async close() {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

function withTimeout(work: Promise<unknown>, timeoutMs: number): Promise<unknown> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('No answer from the queue store')), timeoutMs);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
