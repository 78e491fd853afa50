import { SendError, type MediaRef } from '../../adapters/adapter.ts';
import { detectMediaType } from '../attachments/media-type.ts';
import type { ChannelDirectory } from '../channel-directory.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database.ts';
import type { Files } from '../files.ts';
import type { Log } from '../logger.ts';
import { providerCall } from '../provider-call.ts';
import type { Queues } from '../queues.ts';
import { publish } from '../realtime/publish.ts';

type Dependencies = {
  config: Config;
  database: Database;
  directory: ChannelDirectory;
  files: Files;
  queues: Queues;
  log: Log;
};

type Claimed = {
  id: string;
  organization_id: string;
  message_id: string;
  conversation_id: string;
  channel_id: string;
  media: Buffer;
  mime_type: string | null;
  attempt_count: number;
};

export const maxInboundBytes = 25 * 1024 * 1024;
const fetchTimeoutMs = 60_000;
const leaseSeconds = 90;
const maxAttempts = 8;

/**
 * Fetches one file from its provider and seals it. The message has been visible since it came; the file follows. Whoever
 * claims the row has it for a minute and a half; after that the sweeper gives it to another.
 */
export function createAttachmentFetcher(
  dependencies: Dependencies,
): (attachmentId: string) => Promise<void> {
  const { config, database, directory, files, queues, log } = dependencies;

  return async (attachmentId) => {
    const claimed = await claim(database, attachmentId);
    if (!claimed) return;
    const channel = await directory.byId(claimed.channel_id);
    if (!channel) {
      await finish(database, claimed, 'unavailable');
      return;
    }
    const media: MediaRef = JSON.parse(
      channel.keys.open(claimed.id, 'attachment.media', claimed.media),
    );
    try {
      const call = providerCall(config, channel.kind, {
        timeoutMs: fetchTimeoutMs,
        log,
        channelId: channel.id,
      });
      const fetched = await channel.adapter.fetchMedia(media, channel.credentials, {
        ...call,
        maxBytes: maxInboundBytes,
      });
      const { mimeType } = await detectMediaType(
        fetched.bytes,
        fetched.mimeType ?? claimed.mime_type,
      );
      await files.write(claimed.organization_id, claimed.id, fetched.bytes);
      await finish(database, claimed, 'ready', {
        mimeType,
        sizeBytes: fetched.bytes.length,
        fileName: fetched.fileName
          ? channel.keys.seal(claimed.id, 'attachment.file_name', fetched.fileName)
          : null,
      });
    } catch (error) {
      await fail(claimed, error);
    }
  };

  async function fail(claimed: Claimed, error: unknown): Promise<void> {
    const known = error instanceof SendError ? error : undefined;
    const ids = { attachmentId: claimed.id, attempt: claimed.attempt_count };
    if (known?.code === 'media_too_large') {
      log.info(ids, 'attachment too large');
      await finish(database, claimed, 'too_large');
    } else if (
      (known && !known.retryable && known.code !== 'no_answer') ||
      claimed.attempt_count >= maxAttempts
    ) {
      log.warn(
        { ...ids, code: known?.code, err: known ? undefined : error },
        'attachment unavailable',
      );
      await finish(database, claimed, 'unavailable');
    } else {
      const delayMs = Math.max(
        known?.retryAfterMs ?? 0,
        Math.min(600_000, 500 * 2 ** claimed.attempt_count),
      );
      log.warn(
        { ...ids, code: known?.code, delayMs, err: known ? undefined : error },
        'attachment fetch failed',
      );
      await database.servicePool.query(
        'update attachment set next_attempt_at = now() + make_interval(secs => $2) where id = $1',
        [claimed.id, delayMs / 1000],
      );
      await queues.wakeAttachment(claimed.id, delayMs + 50);
    }
  }
}

/** Files that are due and that no job has come for. */
export async function dueAttachments(database: Database): Promise<string[]> {
  const { rows } = await database.servicePool.query<{ id: string }>(
    `select id from attachment where state = 'pending' and message_id is not null
     and next_attempt_at < now() - interval '5 seconds' order by next_attempt_at limit 20`,
  );
  return rows.map(({ id }) => id);
}

async function claim(database: Database, attachmentId: string): Promise<Claimed | undefined> {
  const { rows } = await database.servicePool.query<Claimed>(
    `update attachment a set attempt_count = attempt_count + 1, next_attempt_at = now() + make_interval(secs => $2)
     from message m
     where a.id = $1 and a.state = 'pending' and a.next_attempt_at <= now() and m.id = a.message_id
     returning a.id, a.organization_id, a.message_id, m.conversation_id, m.channel_id, a.media, a.mime_type,
       a.attempt_count`,
    [attachmentId, leaseSeconds],
  );
  return rows[0];
}

async function finish(
  database: Database,
  claimed: Claimed,
  state: 'ready' | 'too_large' | 'unavailable',
  file?: { mimeType: string; sizeBytes: number; fileName: Buffer | null },
): Promise<void> {
  const client = await database.servicePool.connect();
  try {
    await client.query('begin');
    await client.query(
      `update attachment set state = $2, mime_type = coalesce($3, mime_type), size_bytes = coalesce($4, size_bytes),
       file_name = coalesce(file_name, $5), next_attempt_at = null where id = $1`,
      [claimed.id, state, file?.mimeType ?? null, file?.sizeBytes ?? null, file?.fileName ?? null],
    );
    await publish(client, claimed.organization_id, {
      type: 'message.updated',
      conversationId: claimed.conversation_id,
      messageId: claimed.message_id,
    });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
