import type { PoolClient } from 'pg';
import type { InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { previewOf } from '../conversation/preview.ts';
import type { Database } from '../database.ts';
import { newId } from '../ids.ts';
import { publish } from '../realtime/publish.ts';
import { transaction } from '../transaction.ts';
import { cleanText } from './clean-text.ts';
import { findOwnDelivery } from './find-own-delivery.ts';
import {
  arrayParameters,
  itemNames,
  nameColumns,
  prepareSender,
  senderColumns,
} from './prepare-sender.ts';
import { attachmentColumns, pendingIds, sealAttachments } from './seal-attachments.ts';

export type Echo = Extract<InboundEvent, { type: 'message.echoed' }>;

/** What became of an echo: stored, a send of ours whose outcome it tells, or known already. */
export type EchoOutcome =
  | { messageId: string; attachmentIds: string[] }
  | { deliveryId: string }
  | { ignored: string };
export type EchoRecorder = (
  channel: ConnectedChannel,
  event: Echo,
  receivedAt: Date,
) => Promise<EchoOutcome>;

/**
 * Stores what a colleague wrote from the phone that shares the number: a message of ours that nobody has to send. It is
 * written by a counselor whom we don't know, is answered for in the inbox, and takes statuses like any other.
 */
export function createEchoRecorder(database: Database): EchoRecorder {
  return (channel, event, receivedAt) =>
    transaction(database, (client) => recordEcho(client, channel, event, receivedAt));
}

const resolve = `select addresses[1] as address_id, conversations[1] as conversation_id from resolve_addresses(${arrayParameters(
  [...senderColumns, ['timestamptz', () => null], ['timestamptz', () => null], ...nameColumns],
)})`;

async function recordEcho(
  client: PoolClient,
  channel: ConnectedChannel,
  event: Echo,
  receivedAt: Date,
): Promise<EchoOutcome> {
  const known: EchoOutcome = { ignored: 'echo_of_known_message' };
  if (await isKnown(client, channel, event.externalId)) return known;
  const sender = prepareSender(channel, event.sender);
  const names = itemNames([sender]);
  const at = (event.sentAt ?? receivedAt).toISOString();
  const { rows } = await client.query<{ conversation_id: string }>(resolve, [
    ...senderColumns.map(([, read]) => [read(sender)]),
    [at],
    [receivedAt.toISOString()],
    ...nameColumns.map(([, read]) => names.map(read)),
  ]);
  const conversationId = rows[0]?.conversation_id ?? '';
  await client.query('select from conversation where id = $1 for no key update', [conversationId]);
  if (await isKnown(client, channel, event.externalId)) return known;
  const deliveryId = await findOwnDelivery(client, channel, conversationId, event);
  if (deliveryId) return { deliveryId };
  return store(client, channel, { event, receivedAt, conversationId });
}

async function isKnown(
  client: PoolClient,
  channel: ConnectedChannel,
  externalId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from message where channel_id = $1 and external_id_hash = $2
     union all select from delivery_part where channel_id = $1 and external_id_hash = $2 limit 1`,
    [channel.id, channel.keys.lookup('external_id', externalId)],
  );
  return Boolean(rowCount);
}

type Storing = { event: Echo; receivedAt: Date; conversationId: string };

async function store(
  client: PoolClient,
  channel: ConnectedChannel,
  { event, receivedAt, conversationId }: Storing,
): Promise<EchoOutcome> {
  const { keys, organizationId } = channel;
  const { content } = event;
  const messageId = newId(receivedAt.getTime());
  const text = content.text === null ? null : cleanText(content.text);
  const payload = Array.isArray(content.payload)
    ? content.payload
    : { ...content.payload, echoed: true };
  const externalHash = keys.lookup('external_id', event.externalId);
  const sentAt = event.sentAt ?? receivedAt;
  const deliveryId = newId();
  await client.query(`select store_echo($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, [
    conversationId,
    messageId,
    content.kind,
    keys.seal(messageId, 'message.content', JSON.stringify({ text, payload })),
    keys.seal(messageId, 'conversation.preview', previewOf(text)),
    externalHash,
    keys.seal(messageId, 'message.external_id', event.externalId),
    sentAt,
    receivedAt,
    deliveryId,
    newId(),
    keys.seal(channel.id, 'delivery_part.external_id', event.externalId),
    keys.seal(messageId, 'inbound_event.payload', JSON.stringify(event.raw) ?? 'null'),
  ]);
  const attachments = sealAttachments(content.attachments, messageId, keys);
  await client.query(
    `insert into attachment (message_id, id, position, kind, file_name, mime_type, size_bytes, state, media,
       organization_id, next_attempt_at, created_at)
     select a.*, $10::uuid, $11::timestamptz, $11::timestamptz from unnest(${arrayParameters(attachmentColumns)}) as a`,
    [
      ...attachmentColumns.map(([, read]) => attachments.map(read)),
      organizationId,
      receivedAt.toISOString(),
    ],
  );
  await publish(client, organizationId, { type: 'message.created', conversationId, messageId });
  return { messageId, attachmentIds: pendingIds(attachments) };
}
