import type { PoolClient } from 'pg';
import type { ConnectedChannel } from '../channel-directory.ts';
import { previewOf } from '../conversation/preview.ts';
import { newId } from '../ids.ts';
import { publish } from '../realtime/publish.ts';
import type { ChangeEvent, ChangeOutcome } from './record-changes.ts';

type Found = { id: string; conversation_id: string; content: Buffer; edited_at: Date | null };

/** Replaces what a message says and keeps what it said before. The same edit twice changes nothing. */
export async function changeMessage(
  client: PoolClient,
  channel: ConnectedChannel,
  event: Extract<ChangeEvent, { type: 'message.edited' }>,
): Promise<ChangeOutcome> {
  const message = await findMessage(client, channel, event.externalId);
  if (!message) return { ignored: 'unknown_message' };
  if (message.edited_at && message.edited_at >= event.editedAt) return { ignored: 'older_edit' };
  const { keys } = channel;
  const { text, payload } = event.content;
  const cleanText = text === null ? null : text.toWellFormed().replaceAll('\0', '');
  const versionId = newId();
  const before = keys.open(message.id, 'message.content', message.content);
  await client.query(
    `insert into message_version (id, organization_id, message_id, content, replaced_at) values ($1, $2, $3, $4, $5)`,
    [
      versionId,
      channel.organizationId,
      message.id,
      keys.seal(versionId, 'message_version.content', before),
      event.editedAt,
    ],
  );
  await client.query('update message set content = $2, edited_at = $3 where id = $1', [
    message.id,
    keys.seal(message.id, 'message.content', JSON.stringify({ text: cleanText, payload })),
    event.editedAt,
  ]);
  await client.query(
    'update conversation set last_message_preview = $2 where last_message_id = $1',
    [message.id, keys.seal(message.id, 'conversation.preview', previewOf(cleanText))],
  );
  await announce(client, channel, message);
  return {};
}

/** Marks a message that its author took back; it is shown as a placeholder. */
export async function deleteMessage(
  client: PoolClient,
  channel: ConnectedChannel,
  event: Extract<ChangeEvent, { type: 'message.deleted' }>,
): Promise<ChangeOutcome> {
  const message = await findMessage(client, channel, event.externalId);
  if (!message) return { ignored: 'unknown_message' };
  await client.query('update message set deleted_at = coalesce(deleted_at, $2) where id = $1', [
    message.id,
    event.deletedAt,
  ]);
  await client.query(
    'update conversation set last_message_preview = $2 where last_message_id = $1',
    [message.id, channel.keys.seal(message.id, 'conversation.preview', '')],
  );
  await announce(client, channel, message);
  return {};
}

/** Replaces the contact's reactions on a message of either side by those reported. */
export async function reactToMessage(
  client: PoolClient,
  channel: ConnectedChannel,
  event: Extract<ChangeEvent, { type: 'reaction.changed' }>,
): Promise<ChangeOutcome> {
  const hash = channel.keys.lookup('external_id', event.targetExternalId);
  const { rows } = await client.query<{ id: string; conversation_id: string }>(
    `select m.id, m.conversation_id from message m where m.channel_id = $1 and m.external_id_hash = $2
     union all
     select d.message_id, d.conversation_id from delivery_part p join delivery d on d.id = p.delivery_id
     where p.channel_id = $1 and p.external_id_hash = $2
     limit 1`,
    [channel.id, hash],
  );
  const [message] = rows;
  if (!message) return { ignored: 'unknown_message' };
  await lockConversation(client, message.conversation_id);
  await client.query("delete from reaction where message_id = $1 and author = 'contact'", [
    message.id,
  ]);
  for (const emoji of event.emojis) {
    const id = newId();
    await client.query(
      `insert into reaction (id, organization_id, message_id, author, emoji, reacted_at)
       values ($1, $2, $3, 'contact', $4, $5)`,
      [
        id,
        channel.organizationId,
        message.id,
        channel.keys.seal(id, 'reaction.emoji', emoji),
        event.at,
      ],
    );
  }
  await announce(client, channel, message);
  return {};
}

/**
 * Reads the message under the lock of its conversation, so that two changes of it see each other. One that we sent in a
 * single call can be changed from the phone that shares the number.
 */
async function findMessage(client: PoolClient, channel: ConnectedChannel, externalId: string) {
  const { rows } = await client.query<{ id: string; conversation_id: string }>(
    `select id, conversation_id from message where channel_id = $1 and external_id_hash = $2
     union all
     select d.message_id, d.conversation_id from delivery_part p join delivery d on d.id = p.delivery_id
     where p.channel_id = $1 and p.external_id_hash = $2 and d.call_count = 1
     limit 1`,
    [channel.id, channel.keys.lookup('external_id', externalId)],
  );
  const [message] = rows;
  if (!message) return undefined;
  await lockConversation(client, message.conversation_id);
  const { rows: locked } = await client.query<Found>(
    'select id, conversation_id, content, edited_at from message where id = $1',
    [message.id],
  );
  return locked[0];
}

async function lockConversation(client: PoolClient, conversationId: string): Promise<void> {
  await client.query('select from conversation where id = $1 for no key update', [conversationId]);
}

async function announce(
  client: PoolClient,
  channel: ConnectedChannel,
  message: { id: string; conversation_id: string },
): Promise<void> {
  await publish(client, channel.organizationId, {
    type: 'message.updated',
    conversationId: message.conversation_id,
    messageId: message.id,
  });
}
