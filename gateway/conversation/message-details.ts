import type { EntityManager } from '@mikro-orm/postgresql';
import type { DeliveryStatus, Message, Reaction } from '../contract/message.ts';
import { query } from '../unit-of-work.ts';
import type { ThreadRow } from './present-message.ts';

export type AttachmentRow = {
  id: string;
  message_id: string | null;
  note_id: string | null;
  kind: Message['attachments'][number]['kind'];
  file_name: Buffer | null;
  mime_type: string | null;
  size_bytes: string | null;
  state: Message['attachments'][number]['state'];
  blocked_reason: Message['attachments'][number]['blockedReason'];
  width: number | null;
  height: number | null;
  preview: 'own' | 'original' | null;
  has_playable: boolean;
};

export type DeliveryRow = {
  id: string;
  message_id: string;
  channel_id: string;
  status: DeliveryStatus;
  failure_code: string | null;
  failure_text: Buffer | null;
  provider_code: string | null;
};

export type PartRow = { delivery_id: string; status: DeliveryStatus; external_id: Buffer | null };

export type ReactionRow = {
  id: string;
  message_id: string;
  emoji: Buffer;
  author: 'contact' | 'counselor';
  reacted_at: string;
  status: Reaction['status'] | null;
  failure_code: string | null;
};

export type MentionRow = { note_id: string; counselor_id: string; display_name: string };

/** What hangs on the messages of a page, by message id, read with one query a kind. */
export type MessageDetails = {
  attachments: Map<string, AttachmentRow[]>;
  deliveries: Map<string, DeliveryRow>;
  parts: Map<string, PartRow[]>;
  reactions: Map<string, ReactionRow[]>;
  mentions: Map<string, MentionRow[]>;
};

const attachmentColumns = `id, message_id, note_id, kind, file_name, mime_type, size_bytes, state, blocked_reason, width,
  height, preview, has_playable`;

/** Uploads of one person that were not sent yet, in the given order; what is none is left out. */
export function loadUploads(
  em: EntityManager,
  ids: string[],
  counselorId: string,
): Promise<AttachmentRow[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return query<AttachmentRow>(
    em,
    `select ${attachmentColumns} from attachment
     where id = any($1) and uploaded_by_id = $2 and message_id is null and note_id is null
     order by array_position($1, id)`,
    [ids, counselorId],
  );
}

export async function loadDetails(em: EntityManager, rows: ThreadRow[]): Promise<MessageDetails> {
  const ids = rows.map((row) => row.id);
  const sentIds = rows
    .filter((row) => row.direction === 'outbound' && !row.is_note)
    .map((row) => row.id);
  const noteIds = rows.filter((row) => row.is_note).map((row) => row.id);
  const attachments = await query<AttachmentRow>(
    em,
    `select ${attachmentColumns}
     from attachment where message_id = any($1) or note_id = any($1) order by position, id`,
    [ids],
  );
  const reactions = await query<ReactionRow>(
    em,
    `select id, message_id, emoji, author, reacted_at, status, failure_code from reaction
     where message_id = any($1) and not is_removed order by reacted_at, id`,
    [ids],
  );
  const deliveries =
    sentIds.length === 0
      ? []
      : await query<DeliveryRow>(
          em,
          `select id, message_id, channel_id, status, failure_code, failure_text, provider_code from delivery
           where message_id = any($1)`,
          [sentIds],
        );
  const parts =
    deliveries.length === 0
      ? []
      : await query<PartRow>(
          em,
          `select delivery_id, status, external_id from delivery_part where delivery_id = any($1)
           order by call_index, item_index`,
          [deliveries.map((delivery) => delivery.id)],
        );
  const mentions =
    noteIds.length === 0
      ? []
      : await query<MentionRow>(
          em,
          `select m.note_id, m.counselor_id, a.display_name from mention m join counselor a on a.id = m.counselor_id
           where m.note_id = any($1) order by a.display_name, a.id`,
          [noteIds],
        );
  return {
    attachments: Map.groupBy(attachments, (row) => row.message_id ?? row.note_id ?? ''),
    deliveries: new Map(deliveries.map((row) => [row.message_id, row])),
    parts: Map.groupBy(parts, (row) => row.delivery_id),
    reactions: Map.groupBy(reactions, (row) => row.message_id),
    mentions: Map.groupBy(mentions, (row) => row.note_id),
  };
}
