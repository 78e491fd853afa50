import type { InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import { createGroupCommit } from '../group-commit.ts';
import { newId } from '../ids.ts';
import { previewOf } from '../conversation/preview.ts';
import { pseudonym } from './pseudonym.ts';

export type ReceivedMessage = Extract<InboundEvent, { type: 'message.received' }>;
export type IncomingMessage = {
  channel: ConnectedChannel;
  event: ReceivedMessage;
  receivedAt: Date;
};
export type MessageReceipt = {
  messageId: string;
  conversationId: string;
  isDuplicate: boolean;
  attachmentIds: string[];
};

/**
 * Stores messages durably, exactly once each. What arrives while a batch is in flight shares the next transaction:
 * one call of the set-based function `receive_messages`.
 * @throws AppError `unavailable` when the database can't keep up; database errors of the message itself.
 */
export function createMessageReceiver(
  database: Database,
): (incoming: IncomingMessage) => Promise<MessageReceipt> {
  return createGroupCommit({ commit: (items) => receiveMessages(database, items) });
}

async function receiveMessages(
  database: Database,
  items: IncomingMessage[],
): Promise<MessageReceipt[]> {
  const prepared = items.map(prepare);
  const attachments = prepared.flatMap((one) => one.attachments);
  const values = [
    ...messageColumns.map(([, read]) => prepared.map((one) => read(one))),
    ...attachmentColumns.map(([, read]) => attachments.map((one) => read(one))),
  ];
  const { rows } = await database.servicePool.query<{
    item: number;
    conversation_id: string;
    is_duplicate: boolean;
  }>({ name: 'receive_messages', text: statement, values });
  const receipts: MessageReceipt[] = [];
  for (const row of rows) {
    const one = prepared[row.item - 1];
    if (!one) continue;
    receipts[row.item - 1] = {
      messageId: one.messageId,
      conversationId: row.conversation_id,
      isDuplicate: row.is_duplicate,
      attachmentIds: one.attachments
        .filter((attachment) => attachment.state === 'pending')
        .map((attachment) => attachment.id),
    };
  }
  return receipts;
}

type Prepared = ReturnType<typeof prepare>;

/** Seals everything that is content or identity; new rows' ids are made here, because sealing binds to them. */
function prepare({ channel, event, receivedAt }: IncomingMessage) {
  const { keys } = channel;
  const messageId = newId(receivedAt.getTime());
  const contactId = newId();
  const addressId = newId();
  const { sender, content } = event;
  const text = content.text === null ? null : cleanText(content.text);
  const windowHours = channel.adapter.capabilities[sender.messenger]?.replyWindowHours ?? null;
  return {
    channel,
    event,
    receivedAt,
    messageId,
    contactId,
    addressId,
    conversationId: newId(),
    windowHours,
    urnHash: keys.lookup('urn', sender.urn),
    urn: keys.seal(addressId, 'contact_address.urn', sender.urn),
    profileName: sender.displayName
      ? keys.seal(contactId, 'contact.profile_name', cleanText(sender.displayName).slice(0, 200))
      : null,
    externalHash: keys.lookup('external_id', event.externalId),
    externalId: keys.seal(messageId, 'message.external_id', event.externalId),
    content: keys.seal(
      messageId,
      'message.content',
      JSON.stringify({ text, payload: payloadOf(event) }),
    ),
    preview: keys.seal(messageId, 'conversation.preview', previewOf(text)),
    rawPayload: keys.seal(messageId, 'inbound_event.payload', JSON.stringify(event.raw) ?? 'null'),
    replyHash: event.replyTo ? keys.lookup('external_id', event.replyTo.externalId) : null,
    replyId: event.replyTo
      ? keys.seal(messageId, 'message.reply_to_external_id', event.replyTo.externalId)
      : null,
    albumHash: event.albumKey ? keys.lookup('album', event.albumKey) : null,
    attachments: content.attachments.map((media, position) => {
      const id = newId();
      return {
        id,
        messageId,
        position,
        kind: media.kind,
        fileName: media.fileName
          ? keys.seal(id, 'attachment.file_name', cleanText(media.fileName).slice(0, 255))
          : null,
        mimeType: media.mimeType ? cleanText(media.mimeType).slice(0, 100) : null,
        sizeBytes: media.sizeBytes ?? null,
        state: media.isTooLarge ? 'too_large' : 'pending',
        media: keys.seal(id, 'attachment.media', JSON.stringify(media)),
      };
    }),
  };
}

function payloadOf({ content, replyTo }: ReceivedMessage): unknown {
  if (!replyTo?.quote || Array.isArray(content.payload)) return content.payload;
  return { ...content.payload, quote: replyTo.quote };
}

/** Valid UTF-8 without NUL; nothing else is changed. */
function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

function languageOf(tag: string | undefined): string | null {
  return tag && /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(tag) ? tag.toLowerCase() : null;
}

/** In the order of the function's parameters: SQL type, and where the value comes from. */
const messageColumns: [type: string, read: (one: Prepared) => unknown][] = [
  ['uuid', (one) => one.channel.organizationId],
  ['uuid', (one) => one.channel.id],
  ['uuid', (one) => one.channel.officeId],
  ['text', (one) => one.event.sender.messenger],
  ['bytea', (one) => one.urnHash],
  ['bytea', (one) => one.urn],
  ['uuid', (one) => one.addressId],
  ['uuid', (one) => one.contactId],
  ['uuid', (one) => one.conversationId],
  ['text', (one) => pseudonym(one.contactId)],
  ['bytea', (one) => one.profileName],
  ['text', (one) => languageOf(one.event.sender.language)],
  ['uuid', (one) => one.messageId],
  ['bytea', (one) => one.externalHash],
  ['bytea', (one) => one.externalId],
  ['text', (one) => one.event.content.kind],
  ['bytea', (one) => one.content],
  ['bytea', (one) => one.preview],
  ['timestamptz', (one) => (one.event.sentAt ?? one.receivedAt).toISOString()],
  ['timestamptz', (one) => one.receivedAt.toISOString()],
  ['bigint', (one) => one.event.providerOrder ?? 0],
  ['bytea', (one) => one.replyHash],
  ['bytea', (one) => one.replyId],
  ['bytea', (one) => one.albumHash],
  ['integer', (one) => one.windowHours],
  ['bytea', (one) => one.rawPayload],
];

type PreparedAttachment = Prepared['attachments'][number];

const attachmentColumns: [type: string, read: (one: PreparedAttachment) => unknown][] = [
  ['uuid', (one) => one.messageId],
  ['uuid', (one) => one.id],
  ['smallint', (one) => one.position],
  ['text', (one) => one.kind],
  ['bytea', (one) => one.fileName],
  ['text', (one) => one.mimeType],
  ['bigint', (one) => one.sizeBytes],
  ['text', (one) => one.state],
  ['bytea', (one) => one.media],
];

const parameters = [...messageColumns, ...attachmentColumns]
  .map(([type], index) => `$${index + 1}::${type}[]`)
  .join(', ');
const statement = `select item, conversation_id, is_duplicate from receive_messages(${parameters})`;
