import { adapters } from '../../adapters/index.ts';
import type { AppContext } from '../context.ts';
import { deadWorkers } from '../outbox/worker-life.ts';
import { createLineStore, type TakenLine } from './line-store.ts';
import { runLine, type LineRun, type StopReason } from './run-line.ts';
import { openScratch } from './scratch.ts';
import { standardLineTuning, type LineTuning } from './tuning.ts';

export type LineSupervisor = { stop(): Promise<void> };

type Dependencies = AppContext & {
  workerKey: string;
  deliver: (conversationId: string) => Promise<void>;
  tuning: Partial<LineTuning> | undefined;
};

/** A connection may mean a browser of its own: what is due starts one after the other, shared out among the workers. */
const startsPerLook = 2;
const maxDraining = 50;

/**
 * Holds the connections of adapters that listen, each in one worker. Looks now and then, and at once when a channel
 * changes: ends runs that are no longer wanted, takes lines that nobody living runs, and drains what waits for those
 * that stand.
 */
export async function superviseLines(dependencies: Dependencies): Promise<LineSupervisor> {
  const { config, database, hub, lines, log, workerKey, deliver } = dependencies;
  const tuning = { ...standardLineTuning, ...dependencies.tuning };
  const store = createLineStore(database.servicePool, workerKey);
  const scratch = openScratch(config.DATA_DIR, database, workerKey);
  const runs = new Map<string, LineRun>();
  const missingSince = new Map<string, number>();
  const draining = new Set<string>();
  let looking: Promise<void> | undefined;
  let hasNews = false;
  let isStopped = false;

  /** One look at a time; news during a look bring one more. */
  function look(): void {
    hasNews = true;
    looking ??= (async () => {
      while (hasNews && !isStopped) {
        hasNews = false;
        await lookOnce().catch((err: unknown) => log.warn({ err }, 'lines not looked at'));
      }
      looking = undefined;
    })();
  }

  async function lookOnce(): Promise<void> {
    await endUnwanted();
    await store.releaseOthers([...runs.keys()]);
    await startDue();
    await database.servicePool.query('select mark_waiting_deliveries()');
    await drainDue();
  }

  async function endUnwanted(): Promise<void> {
    if (runs.size === 0) return;
    const { rows } = await database.servicePool.query<Wanted>(
      `select l.channel_id, l.generation, l.holder_key::text, c.status
       from channel_line l join channel c on c.id = l.channel_id
       where l.channel_id = any($1) and c.deleted_at is null`,
      [[...runs.keys()]],
    );
    const wanted = new Map(rows.map((row) => [row.channel_id, row]));
    for (const [channelId, run] of runs) {
      const reason = whyUnwanted(wanted.get(channelId), run.line);
      if (reason) run.stop(reason);
    }
  }

  function whyUnwanted(row: Wanted | undefined, line: TakenLine): StopReason | undefined {
    if (!row) return 'deleted';
    if (row.holder_key !== workerKey) return 'replaced';
    if (row.generation !== line.generation) return 'unpaired';
    return row.status === 'disabled' ? 'disabled' : undefined;
  }

  async function startDue(): Promise<void> {
    const kinds = Object.values(adapters)
      .filter(({ listen }) => listen)
      .map(({ kind }) => kind);
    const taken = await store.take(kinds, await deadHolders(), startsPerLook);
    for (const line of taken) {
      const run = runLine({ ...dependencies, store, scratch, tuning }, line);
      runs.set(line.channel_id, run);
      void run.done.then(() => {
        runs.delete(line.channel_id);
        look();
      });
    }
    // There may be more; the others have had their chance by the next look.
  }

  /** Who has been gone for a while: a worker whose session broke takes a moment to come back. */
  async function deadHolders(): Promise<string[]> {
    const gone = new Set(await deadWorkers(database, await store.otherHolders()));
    const now = performance.now();
    for (const key of missingSince.keys()) if (!gone.has(key)) missingSince.delete(key);
    for (const key of gone) if (!missingSince.has(key)) missingSince.set(key, now);
    return [...gone].filter((key) => now - (missingSince.get(key) ?? now) >= tuning.everyMs);
  }

  /** Mailboxes of this worker's lines whose head is due; the sweeper leaves them to us. */
  async function drainDue(): Promise<void> {
    const { rows } = await database.servicePool.query<{ conversation_id: string }>(
      `select d.conversation_id from channel_line l join delivery d on d.channel_id = l.channel_id
       where l.worker_key = $1 and d.status = 'queued' and d.next_attempt_at <= now() and not exists (
         select from delivery ahead where ahead.conversation_id = d.conversation_id
           and ahead.status in ('queued', 'sending') and ahead.seq < d.seq)
       order by d.next_attempt_at limit $2`,
      [workerKey, maxDraining],
    );
    for (const { conversation_id: conversationId } of rows) {
      if (draining.has(conversationId) || draining.size >= maxDraining) continue;
      draining.add(conversationId);
      deliver(conversationId)
        .catch((err: unknown) => log.warn({ err, conversationId }, 'mailbox not drained'))
        .finally(() => draining.delete(conversationId));
    }
  }

  lines.workerKey = workerKey;
  await scratch.sweep();
  const stopListening = hub.subscribeAll(({ event }) => {
    if (event.type === 'channel.updated') look();
  });
  const stopGap = hub.onGap(look);
  const timer = setInterval(look, tuning.everyMs);
  look();
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      stopListening();
      stopGap();
      await looking;
      for (const run of runs.values()) run.stop('stopped');
      await Promise.all([...runs.values()].map(({ done }) => done));
    },
  };
}

type Wanted = { channel_id: string; generation: number; holder_key: string | null; status: string };
