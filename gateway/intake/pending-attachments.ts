import type { StoredFile } from '../attachments/store-file.ts';
import type { Attachment } from '../contract/message.ts';
import type { Database } from '../database.ts';
import { publish } from '../realtime/publish.ts';
import { transaction } from '../transaction.ts';

/** A file that whoever claimed it fetches now. */
export type Claimed = {
  id: string;
  organization_id: string;
  message_id: string;
  conversation_id: string;
  channel_id: string;
  media: Buffer;
  mime_type: string | null;
  attempt_count: number;
  created_at: Date;
};

/** Longer than all the timeouts of one attempt together. */
const leaseSeconds = 180;

/** Files that are due and that no job has come for. */
export async function dueAttachments(database: Database): Promise<string[]> {
  const { rows } = await database.servicePool.query<{ id: string }>(
    `select id from attachment where state = 'pending' and message_id is not null
     and next_attempt_at < now() - interval '5 seconds' order by next_attempt_at limit 20`,
  );
  return rows.map(({ id }) => id);
}

/** Nobody else fetches the file for three minutes. Undefined when it is done, not due, or somebody has it. */
export async function claimAttachment(
  database: Database,
  attachmentId: string,
): Promise<Claimed | undefined> {
  const { rows } = await database.servicePool.query<Claimed>(
    `update attachment a set attempt_count = attempt_count + 1, next_attempt_at = now() + make_interval(secs => $2)
     from message m
     where a.id = $1 and a.state = 'pending' and a.next_attempt_at <= now() and m.id = a.message_id
     returning a.id, a.organization_id, a.message_id, m.conversation_id, m.channel_id, a.media, a.mime_type,
       a.attempt_count, a.created_at`,
    [attachmentId, leaseSeconds],
  );
  return rows[0];
}

/** Lets it wait. An attempt that could not even begin is not counted. */
export async function postponeAttachment(
  database: Database,
  { id }: Claimed,
  delayMs: number,
  { isCounted }: { isCounted: boolean },
): Promise<void> {
  await database.servicePool.query(
    `update attachment set next_attempt_at = now() + make_interval(secs => $2), attempt_count = attempt_count - $3
     where id = $1 and state = 'pending'`,
    [id, delayMs / 1000, isCounted ? 0 : 1],
  );
}

export type Outcome = {
  state: Exclude<Attachment['state'], 'pending'>;
  blockedReason?: Attachment['blockedReason'];
  mimeType?: string;
  sizeBytes?: number | null;
  fileName?: Buffer | null;
  stored?: StoredFile;
};

/**
 * Writes down how it ended and tells the browsers.
 * @returns false when the message was deleted meanwhile: what was stored has no owner.
 */
export async function finishAttachment(
  database: Database,
  claimed: Claimed,
  { state, blockedReason, mimeType, sizeBytes, fileName, stored }: Outcome,
): Promise<boolean> {
  return transaction(database, async (client) => {
    const { rowCount } = await client.query(
      `update attachment set state = $2, blocked_reason = $3, mime_type = coalesce($4, mime_type),
         size_bytes = coalesce($5, size_bytes), file_name = coalesce(file_name, $6), width = $7, height = $8,
         preview = $9, has_playable = $10, next_attempt_at = null
       where id = $1`,
      [
        claimed.id,
        state,
        blockedReason ?? null,
        stored?.mimeType ?? mimeType ?? null,
        stored?.sizeBytes ?? sizeBytes ?? null,
        fileName ?? null,
        stored?.width ?? null,
        stored?.height ?? null,
        stored?.preview ?? null,
        stored?.hasPlayable ?? false,
      ],
    );
    if (rowCount) {
      await publish(client, claimed.organization_id, {
        type: 'message.updated',
        conversationId: claimed.conversation_id,
        messageId: claimed.message_id,
      });
    }
    return Boolean(rowCount);
  });
}
