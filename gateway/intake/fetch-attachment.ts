import { SendError, type FetchedMedia, type MediaRef } from '../../adapters/adapter.ts';
import { cleanFileName } from '../attachments/file-name.ts';
import { limitConcurrency } from '../attachments/limit-concurrency.ts';
import type { Preparation } from '../attachments/prepare-file.ts';
import { ScannerAwayError } from '../attachments/scan.ts';
import { storeFile } from '../attachments/store-file.ts';
import type { ChannelDirectory, ConnectedChannel } from '../channel-directory.ts';
import type { ChannelLog } from '../channel-log/record.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database.ts';
import type { Files } from '../files.ts';
import type { Lines } from '../lines/connections.ts';
import type { Log } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { providerCall } from '../provider-call.ts';
import type { Queues } from '../queues.ts';
import {
  claimAttachment,
  finishAttachment,
  postponeAttachment,
  type Claimed,
  type Outcome,
} from './pending-attachments.ts';

type Dependencies = {
  config: Config;
  database: Database;
  directory: ChannelDirectory;
  channelLog: ChannelLog;
  files: Files;
  lines: Lines;
  metrics: Metrics;
  preparation: Preparation;
  queues: Queues;
  log: Log;
};

export const maxInboundBytes = 25 * 1024 * 1024;
const fetchTimeoutMs = 60_000;
/** Whole files are held in memory. */
const atOnce = 4;
/** After that time a provider that was away has had its chance. */
const giveUpAfterMs = 24 * 3600 * 1000;
/** What is missing on our side may be missing over a long weekend. */
const waitAtMostMs = 7 * 24 * 3600 * 1000;
const shortestWaitMs = 15_000;
const longestDelayMs = 600_000;

/**
 * Fetches one file from its provider, has it checked and seals it. The message has been visible since it came; the file
 * follows. What fails in a way that may pass is tried again, for a day, at growing intervals.
 */
export function createAttachmentFetcher(
  dependencies: Dependencies,
  { timeoutMs } = { timeoutMs: fetchTimeoutMs },
): (attachmentId: string) => Promise<void> {
  const {
    config,
    database,
    directory,
    channelLog,
    files,
    lines,
    metrics,
    preparation,
    queues,
    log,
  } = dependencies;
  const limit = limitConcurrency(atOnce);
  return (attachmentId) => limit(() => fetchOne(attachmentId));

  async function fetchOne(attachmentId: string): Promise<void> {
    const claimed = await claimAttachment(database, attachmentId);
    if (!claimed) return;
    const channel = await directory.byId(claimed.channel_id);
    if (!channel) return finish(claimed, undefined, { state: 'unavailable' });
    const reason = await reasonToWait(channel);
    if (reason) return standBy(claimed, channel, reason);
    try {
      await keep(claimed, channel, await fetch(claimed, channel));
    } catch (error) {
      await fail(claimed, channel, error);
    }
  }

  /** What is needed and not there; nothing is asked of the provider meanwhile. */
  async function reasonToWait({ id, adapter }: ConnectedChannel): Promise<string | null> {
    if (adapter.listen && lines.connectionOf(id) === undefined) return 'no_line_here';
    return (await preparation.isReady()) ? null : 'scanner_away';
  }

  async function fetch(claimed: Claimed, channel: ConnectedChannel): Promise<FetchedMedia> {
    const call = providerCall(config, channel.kind, {
      timeoutMs,
      log,
      channelLog,
      purpose: 'media',
      subjects: [claimed.message_id],
      channelId: channel.id,
      connection: lines.connectionOf(channel.id),
    });
    const sealed = channel.keys.open(claimed.id, 'attachment.media', claimed.media);
    const media: MediaRef = JSON.parse(sealed);
    const fetching = channel.adapter.fetchMedia(media, channel.credentials, {
      ...call,
      maxBytes: maxInboundBytes,
    });
    return until(call.signal, fetching);
  }

  async function keep(
    claimed: Claimed,
    channel: ConnectedChannel,
    { bytes, mimeType, fileName }: FetchedMedia,
  ): Promise<void> {
    const prepared = await preparation.receive(bytes, mimeType ?? claimed.mime_type);
    const name = cleanFileName(fileName ?? '').slice(0, 255);
    const sealedName = name ? channel.keys.seal(claimed.id, 'attachment.file_name', name) : null;
    if (prepared.isBlocked) {
      await finish(claimed, channel, {
        state: 'blocked',
        blockedReason: prepared.reason,
        mimeType: prepared.mimeType,
        sizeBytes: bytes.length,
        fileName: sealedName,
      });
      return;
    }
    const stored = await storeFile(files, claimed.organization_id, claimed.id, prepared.file);
    await finish(claimed, channel, { state: 'ready', fileName: sealedName, stored });
  }

  async function fail(claimed: Claimed, channel: ConnectedChannel, error: unknown): Promise<void> {
    if (error instanceof ScannerAwayError) return standBy(claimed, channel, 'scanner_away');
    const known = error instanceof SendError ? error : undefined;
    if (known?.code === 'media_too_large')
      return finish(claimed, channel, { state: 'too_large', sizeBytes: known.sizeBytes });
    const isFinal = known && !known.retryable && known.code !== 'no_answer';
    const isOld = ageMs(claimed) > giveUpAfterMs;
    if (!known) log.warn({ attachmentId: claimed.id, err: error }, 'attachment fetch went wrong');
    if (isFinal || isOld) return finish(claimed, channel, { state: 'unavailable' });
    const delayMs = Math.min(longestDelayMs, 500 * 2 ** claimed.attempt_count);
    await wait(claimed, known?.code ?? 'unexpected', Math.max(known?.retryAfterMs ?? 0, delayMs), {
      isCounted: true,
    });
  }

  /** The longer it has waited, the less often it looks. */
  async function standBy(claimed: Claimed, channel: ConnectedChannel, code: string): Promise<void> {
    if (ageMs(claimed) > waitAtMostMs) return finish(claimed, channel, { state: 'unavailable' });
    const delayMs = Math.min(longestDelayMs, Math.max(shortestWaitMs, ageMs(claimed) / 4));
    await wait(claimed, code, Math.round(delayMs), { isCounted: false });
  }

  async function wait(
    claimed: Claimed,
    code: string,
    delayMs: number,
    counting: { isCounted: boolean },
  ): Promise<void> {
    const ids = { attachmentId: claimed.id, attempt: claimed.attempt_count };
    log.warn({ ...ids, code, delayMs }, 'attachment waits');
    await postponeAttachment(database, claimed, delayMs, counting);
    await queues.wakeAttachment(claimed.id, delayMs + 50);
  }

  async function finish(
    claimed: Claimed,
    channel: ConnectedChannel | undefined,
    outcome: Outcome,
  ): Promise<void> {
    const { state } = outcome;
    const isOwned = await finishAttachment(database, claimed, outcome);
    if (!isOwned) await files.remove(claimed.organization_id, claimed.id);
    log.info(
      { attachmentId: claimed.id, attempt: claimed.attempt_count, state },
      'attachment done',
    );
    metrics.files.inc({ channel: channel?.kind ?? 'deleted', outcome: state });
  }
}

function ageMs({ created_at: createdAt }: Claimed): number {
  return Date.now() - createdAt.getTime();
}

/** Not every library ends when it is told to: whoever waits for a file has a place of few. */
function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () =>
    reject(new SendError('no_answer', 'The file did not come in time.', { retryable: true }));
  if (signal.aborted) late();
  signal.addEventListener('abort', late, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', late));
}
