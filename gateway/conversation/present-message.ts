import type { Attachment, Delivery, Message } from '../contract/message.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { toIso } from '../unit-of-work.ts';
import type { AttachmentRow, MessageDetails } from './message-details.ts';

/** A message or a note as the thread's query returns it. */
export type ThreadRow = {
  id: string;
  conversation_id: string;
  channel_id: string | null;
  seq: string;
  direction: Message['direction'];
  author: Message['author'];
  counselor_id: string | null;
  is_note: boolean;
  kind: Message['kind'];
  content: Buffer;
  external_id: Buffer | null;
  client_message_id: string | null;
  sent_at: string;
  received_at: string;
  is_late: boolean;
  language: string | null;
  reply_to_id: string | null;
  reply_to_external_id: Buffer | null;
  album_hash: Buffer | null;
  edited_at: string | null;
  deleted_at: string | null;
};

export type MessageContent = { text: string | null; payload: Message['payload'] };

export function presentMessage(
  row: ThreadRow,
  details: MessageDetails,
  keys: OrganizationKeys,
): Message {
  const content: MessageContent = row.deleted_at
    ? { text: null, payload: null }
    : openContent(row, keys);
  const delivery = presentDelivery(row, details, keys);
  return {
    id: row.id,
    conversationId: row.conversation_id,
    direction: row.direction,
    author: row.author,
    counselorId: row.counselor_id,
    isNote: row.is_note,
    kind: row.kind,
    text: content.text,
    payload: content.payload,
    externalId: row.external_id
      ? keys.open(row.id, 'message.external_id', row.external_id)
      : (delivery?.parts[0]?.externalId ?? null),
    sentAt: toIso(row.sent_at),
    receivedAt: toIso(row.received_at),
    isLate: row.is_late,
    language: row.language,
    attachments: row.deleted_at
      ? []
      : (details.attachments.get(row.id) ?? []).map((attachment) =>
          presentAttachment(attachment, keys),
        ),
    mentions: (details.mentions.get(row.id) ?? []).map((named) => ({
      id: named.counselor_id,
      displayName: named.display_name,
    })),
    albumKey: row.album_hash?.toString('base64url') ?? null,
    replyToId: row.reply_to_id,
    replyToExternalId: row.reply_to_external_id
      ? keys.open(row.id, 'message.reply_to_external_id', row.reply_to_external_id)
      : null,
    reactions: (details.reactions.get(row.id) ?? []).map((reaction) => ({
      emoji: keys.open(reaction.id, 'reaction.emoji', reaction.emoji),
      author: reaction.author,
      at: toIso(reaction.reacted_at),
      ...(reaction.status && { status: reaction.status }),
      ...(reaction.failure_code && { failureCode: reaction.failure_code }),
    })),
    editedAt: toIso(row.edited_at),
    deletedAt: toIso(row.deleted_at),
    clientMessageId: row.client_message_id,
    delivery,
  };
}

export function presentAttachment(row: AttachmentRow, keys: OrganizationKeys): Attachment {
  const url = row.state === 'ready' ? `/api/attachments/${row.id}` : null;
  const isOriginalShown =
    row.preview === 'original' && /^image\/(jpeg|png|gif|webp|avif)$/.test(row.mime_type ?? '');
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name ? keys.open(row.id, 'attachment.file_name', row.file_name) : null,
    mimeType: row.mime_type,
    sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
    state: row.state,
    blockedReason: row.blocked_reason,
    url,
    width: row.width,
    height: row.height,
    previewUrl:
      url && (row.preview === 'own' ? `${url}?variant=preview` : isOriginalShown ? url : null),
    playableUrl: url && row.has_playable ? `${url}?variant=playable` : null,
  };
}

function openContent(row: ThreadRow, keys: OrganizationKeys): MessageContent {
  return JSON.parse(
    keys.open(row.id, row.is_note ? 'note.content' : 'message.content', row.content),
  );
}

function presentDelivery(
  row: ThreadRow,
  details: MessageDetails,
  keys: OrganizationKeys,
): Delivery | null {
  const delivery = details.deliveries.get(row.id);
  if (!delivery) return null;
  const { channel_id: channelId } = delivery;
  const presented: Delivery = {
    status: delivery.status,
    parts: (details.parts.get(delivery.id) ?? []).map((part) => ({
      externalId: part.external_id
        ? keys.open(channelId, 'delivery_part.external_id', part.external_id)
        : null,
      status: part.status,
    })),
  };
  if (delivery.failure_code) {
    presented.failure = {
      code: delivery.failure_code,
      text: delivery.failure_text
        ? keys.open(channelId, 'delivery.failure', delivery.failure_text)
        : '',
      providerCode: delivery.provider_code,
    };
  }
  return presented;
}
