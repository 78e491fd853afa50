import { setTimeout as pause } from 'node:timers/promises';
import type { Adapter, LineState } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { AppContext } from '../context.ts';
import { endReport, lossReport } from './line-reports.ts';
import type { LineReport, LineStore, TakenLine } from './line-store.ts';
import type { Scratch } from './scratch.ts';
import type { LineTuning } from './tuning.ts';

/** Why a run is told to end. After `unpaired` and `deleted` the pairing is worth nothing any more. */
export type StopReason =
  | 'stopped'
  | 'disabled'
  | 'unpaired'
  | 'deleted'
  | 'replaced'
  | 'lost'
  | 'ended';

export type LineRun = {
  line: TakenLine;
  stop(reason: StopReason): void;
  /** Resolves, never rejects, when everything of the run is gone and the line is released. */
  done: Promise<void>;
};

type Dependencies = Pick<
  AppContext,
  'database' | 'directory' | 'intake' | 'lines' | 'log' | 'metrics'
> & { store: LineStore; scratch: Scratch; tuning: LineTuning };

/** One life of a line: from starting the adapter's `listen` until it has been lost, has ended or was told to stop. */
export function runLine(dependencies: Dependencies, line: TakenLine): LineRun {
  const { log } = dependencies;
  const ending = new AbortController();
  const done = live(dependencies, line, ending).catch((err: unknown) =>
    log.error({ err, channelId: line.channel_id }, 'line not released'),
  );
  return { line, stop: (reason) => ending.abort(reason), done };
}

async function live(
  dependencies: Dependencies,
  line: TakenLine,
  ending: AbortController,
): Promise<void> {
  const { directory, lines, log, scratch, store, tuning } = dependencies;
  const { channel_id: channelId } = line;
  let folder: string | undefined;
  try {
    folder = await scratch.make();
    const channel = await directory.byId(channelId);
    if (channel?.adapter.listen && !ending.signal.aborted)
      await listen(dependencies, line, ending, channel, channel.adapter.listen, folder);
  } catch (err) {
    log.error({ err, channelId }, 'line broke');
    await store.report(line, lossReport('failed', line.attempt_count + 1, tuning));
  } finally {
    lines.keep(channelId, undefined);
    if (folder !== undefined) {
      await scratch
        .remove(folder)
        .catch((err: unknown) => log.warn({ err, channelId }, 'folder of a line not removed'));
    }
    await store.release(channelId);
  }
}

async function listen(
  { database, directory, intake, lines, log, metrics, store, tuning }: Dependencies,
  line: TakenLine,
  ending: AbortController,
  channel: ConnectedChannel,
  listenTo: NonNullable<Adapter['listen']>,
  scratchFolder: string,
): Promise<void> {
  const { keys } = channel;
  const { channel_id: channelId } = line;
  const { signal } = ending;
  let connectedAt: number | undefined;
  let pairingTimer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  /** One after the other, and nothing after the run is over. */
  function write(state: LineState): Promise<void> {
    const written = writing.then(() => (signal.aborted ? undefined : take(state)));
    writing = written.catch(() => undefined);
    return written;
  }

  async function take(state: LineState): Promise<void> {
    if (state.state === 'lost') return end('lost', lossReport(state.reason, losses(), tuning));
    if (state.state === 'ended') return end('ended', endReport(state.code, state.reason));
    if (state.state === 'connected') {
      clearTimeout(pairingTimer);
      connectedAt ??= performance.now();
      const { label } = state;
      await put({ state: 'connected', label, status: 'active', losses: line.attempt_count });
      return;
    }
    if (state.state === 'pairing') pairingTimer ??= setTimeout(giveUp, tuning.pairingTimeoutMs);
    await put({
      state: state.state,
      losses: line.attempt_count,
      ...(state.state === 'pairing' && {
        pairing: keys.seal(
          channelId,
          'channel_line.pairing',
          JSON.stringify({ qr: state.qr, code: state.code }),
        ),
      }),
    });
  }

  async function put(report: LineReport): Promise<void> {
    const isOurs = await store.report(line, report);
    directory.forget(channelId);
    if (!isOurs) return ending.abort('replaced' satisfies StopReason);
    metrics.lineStates.inc({ channel: channel.kind, state: report.state });
    log.info({ channelId, state: report.state, reason: report.reason }, 'line reported');
  }

  /** The connection is taken away first, so that nothing more is sent through it. */
  async function end(reason: StopReason, report: LineReport): Promise<void> {
    lines.keep(channelId, undefined);
    try {
      await put(report);
    } finally {
      ending.abort(reason);
    }
  }

  function giveUp(): void {
    const report: LineReport = { state: 'unpaired', reason: 'pairing_expired', losses: 0 };
    void (writing = writing.then(() => (signal.aborted ? undefined : end('lost', report))));
  }

  /** How often it was lost since it last stood for a while, this time included. */
  function losses(): number {
    const stoodMs = connectedAt === undefined ? 0 : performance.now() - connectedAt;
    return (stoodMs >= tuning.stableMs ? 0 : line.attempt_count) + 1;
  }

  const listening = listenTo(channel.credentials, {
    channelId,
    signal,
    scratchFolder,
    emit: async (events) => {
      const current = await directory.byId(channelId);
      if (!current || current.status === 'disabled') throw new Error('The channel is switched off');
      await intake.accept(current, events, new Date());
    },
    report: write,
    connected: (connection) => lines.keep(channelId, signal.aborted ? undefined : connection),
    async loadSession() {
      const sealed = await store.loadSession(line);
      return sealed && keys.openBytes(channelId, 'channel_line.session', sealed);
    },
    saveSession: (session) =>
      store.saveSession(line, session && keys.seal(channelId, 'channel_line.session', session)),
    lastReceivedAt: await lastReceivedAt(database, channelId),
    pairingNumber:
      line.pairing_number &&
      keys.open(channelId, 'channel_line.pairing_number', line.pairing_number),
  });

  try {
    await settled(listening);
    await write({ state: 'lost', reason: 'closed' });
  } catch (err) {
    log.warn({ err, channelId }, 'line failed');
    await write({ state: 'lost', reason: 'failed' });
  } finally {
    clearTimeout(pairingTimer);
    ending.abort('lost' satisfies StopReason);
    await writing;
  }

  /** As long as the adapter listens; once it was told to end, no longer than it may take to clean up. */
  async function settled(listening: Promise<void>): Promise<void> {
    const told = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const isLate = told.then(() => pause(tuning.cleanUpMs, true, { ref: false }));
    if ((await Promise.race([listening, isLate])) === true)
      log.error({ channelId }, 'line did not end when told to');
  }
}

async function lastReceivedAt(
  { servicePool }: AppContext['database'],
  channelId: string,
): Promise<Date | null> {
  const { rows } = await servicePool.query<{ last_received_at: Date | null }>(
    'select last_received_at from channel where id = $1',
    [channelId],
  );
  return rows[0]?.last_received_at ?? null;
}
