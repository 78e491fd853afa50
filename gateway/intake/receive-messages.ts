import type { InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { previewOf } from '../conversation/preview.ts';
import { wishOf, type Wish } from '../conversation/wishes.ts';
import type { Database } from '../database.ts';
import { createGroupCommit } from '../group-commit.ts';
import { newId } from '../ids.ts';
import { cleanText } from './clean-text.ts';
import {
  arrayParameters,
  itemNames,
  nameColumns,
  prepareSender,
  senderColumns,
} from './prepare-sender.ts';
import { attachmentColumns, pendingIds, sealAttachments } from './seal-attachments.ts';
import { systemLine } from './system-line.ts';

export type ReceivedMessage = Extract<InboundEvent, { type: 'message.received' }>;
export type IncomingMessage = {
  channel: ConnectedChannel;
  event: ReceivedMessage;
  receivedAt: Date;
  /** What the provider says that this message asks for; else its words are read. */
  wish?: Wish;
};
export type MessageReceipt = {
  messageId: string;
  conversationId: string;
  isDuplicate: boolean;
  attachmentIds: string[];
  addressId: string;
  /** The address was found under another name than the one we write to. */
  isRenamed: boolean;
  /** The profile's name is another than the one this address had. */
  hasNewName: boolean;
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

type Row = {
  item: number;
  conversation_id: string;
  is_duplicate: boolean;
  address_id: string;
  is_renamed: boolean;
  has_new_name: boolean;
};

async function receiveMessages(
  database: Database,
  items: IncomingMessage[],
): Promise<MessageReceipt[]> {
  const prepared = items.map(prepare);
  const names = itemNames(prepared.map(({ sender }) => sender));
  const attachments = prepared.flatMap((one) => one.attachments);
  const values = [
    ...senderColumns.map(([, read]) => prepared.map(({ sender }) => read(sender))),
    ...messageColumns.map(([, read]) => prepared.map((one) => read(one))),
    ...nameColumns.map(([, read]) => names.map((one) => read(one))),
    ...attachmentColumns.map(([, read]) => attachments.map((one) => read(one))),
  ];
  const { rows } = await database.servicePool.query<Row>({
    name: 'receive_messages',
    text: statement,
    values,
  });
  const receipts: MessageReceipt[] = [];
  for (const row of rows) {
    const one = prepared[row.item - 1];
    if (!one) continue;
    receipts[row.item - 1] = {
      messageId: one.messageId,
      conversationId: row.conversation_id,
      isDuplicate: row.is_duplicate,
      attachmentIds: pendingIds(one.attachments),
      addressId: row.address_id,
      isRenamed: row.is_renamed,
      hasNewName: row.has_new_name,
    };
  }
  return receipts;
}

type Prepared = ReturnType<typeof prepare>;

/** Seals everything that is content or identity; new rows' ids are made here, because sealing binds to them. */
function prepare({ channel, event, receivedAt, wish: said }: IncomingMessage) {
  const { keys } = channel;
  const { sender, content } = event;
  const messageId = newId(receivedAt.getTime());
  const text = content.text === null ? null : cleanText(content.text);
  const windowHours = channel.adapter.capabilities[sender.messenger]?.replyWindowHours ?? null;
  const wish = said ?? wishIn(event);
  return {
    event,
    receivedAt,
    messageId,
    sender: prepareSender(channel, sender),
    windowHours,
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
    wish: wish && { what: wish, line: systemLine(keys, wish) },
    attachments: sealAttachments(content.attachments, messageId, keys),
  };
}

/** Opening the bot again is what START says elsewhere. */
function wishIn({ content }: ReceivedMessage): Wish | null {
  if (content.kind === 'text') return wishOf(content.text);
  if (content.kind !== 'system' || Array.isArray(content.payload)) return null;
  return content.payload?.['event'] === 'conversation_started' ? 'opted_in' : null;
}

function payloadOf({ content, replyTo }: ReceivedMessage): unknown {
  if (!replyTo?.quote || Array.isArray(content.payload)) return content.payload;
  return { ...content.payload, quote: replyTo.quote };
}

/** In the order of the function's parameters, behind those of the sender: SQL type, and where the value comes from. */
const messageColumns: [type: string, read: (one: Prepared) => unknown][] = [
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
  ['text', (one) => one.wish?.what ?? null],
  ['uuid', (one) => one.wish?.line.id ?? null],
  ['bytea', (one) => one.wish?.line.content ?? null],
];

const parameters = arrayParameters([
  ...senderColumns,
  ...messageColumns,
  ...nameColumns,
  ...attachmentColumns,
]);
const statement = `select item, conversation_id, is_duplicate, address_id, is_renamed, has_new_name
  from receive_messages(${parameters})`;
