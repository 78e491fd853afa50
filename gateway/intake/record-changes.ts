import type { PoolClient } from 'pg';
import type { InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import { publish } from '../realtime/publish.ts';
import { recordTemplateChange } from '../templates/record-template-change.ts';
import { transaction } from '../transaction.ts';
import { changeIdentity } from './change-identity.ts';
import { changeMessage, deleteMessage, reactToMessage } from './change-message.ts';
import { systemLine } from './system-line.ts';

export type ChangeEvent = Exclude<
  InboundEvent,
  {
    type:
      | 'message.received'
      | 'message.echoed'
      | 'status.reported'
      | 'channel.reported'
      | 'ignored';
  }
>;

/** What became of it: nothing to say, or why it was left alone. */
export type ChangeOutcome = { ignored?: string };
export type ChangeRecorder = (
  channel: ConnectedChannel,
  event: ChangeEvent,
) => Promise<ChangeOutcome>;

/** Records what providers report besides messages and statuses, each in a transaction of its own. */
export function createChangeRecorder(database: Database): ChangeRecorder {
  const inTransaction = (work: (client: PoolClient) => Promise<ChangeOutcome>) =>
    transaction(database, work);

  return async (channel, event) => {
    switch (event.type) {
      case 'message.edited':
        return inTransaction((client) => changeMessage(client, channel, event));
      case 'message.deleted':
        return inTransaction((client) => deleteMessage(client, channel, event));
      case 'reaction.changed':
        return inTransaction((client) => reactToMessage(client, channel, event));
      case 'contact.blocked':
        return inTransaction((client) => markAddress(client, channel, event, 'blocked_at = $2'));
      case 'contact.unblocked':
        return inTransaction((client) =>
          markAddress(
            client,
            channel,
            event,
            'blocked_at = case when blocked_at < $2 then null else blocked_at end',
          ),
        );
      case 'contact.opted_out':
      case 'contact.opted_in':
      case 'contact.help_requested':
        return inTransaction((client) => recordWish(client, channel, event));
      case 'identity.changed':
        return inTransaction((client) => changeIdentity(client, channel, event));
      case 'channel.down':
      case 'channel.up':
        return inTransaction((client) => markChannel(client, channel, event));
      case 'template.changed':
        return inTransaction(async (client) => {
          await recordTemplateChange(client, channel, event);
          return {};
        });
    }
  };
}

type AddressEvent = Extract<ChangeEvent, { type: `contact.${string}` }>;

async function markAddress(
  client: PoolClient,
  channel: ConnectedChannel,
  event: AddressEvent,
  change: string,
): Promise<ChangeOutcome> {
  const addressId = await findAddress(client, channel, event);
  if (!addressId) return { ignored: 'unknown_contact' };
  const { rows } = await client.query<{ contact_id: string }>(
    `update contact_address set ${change} where id = $1 returning contact_id`,
    [addressId, event.at],
  );
  await publish(client, channel.organizationId, {
    type: 'contact.updated',
    contactId: rows[0]?.contact_id,
  });
  return {};
}

async function recordWish(
  client: PoolClient,
  channel: ConnectedChannel,
  event: AddressEvent,
): Promise<ChangeOutcome> {
  const addressId = await findAddress(client, channel, event);
  if (!addressId) return { ignored: 'unknown_contact' };
  const wish = event.type.slice('contact.'.length);
  const line = systemLine(channel.keys, wish);
  await client.query('select record_wish($1, $2, $3, $4, $5, null)', [
    addressId,
    wish,
    event.at,
    line.id,
    line.content,
  ]);
  return {};
}

/** The address that has one of the sender's names, the first of them before the others. */
async function findAddress(
  client: PoolClient,
  channel: ConnectedChannel,
  { sender: { urn, aliases = [] }, at }: AddressEvent,
): Promise<string | null> {
  const hashes = [urn, ...aliases].map((name) => channel.keys.lookup('urn', name));
  const { rows } = await client.query<{ id: string }>(
    `select known.id from unnest($2::bytea[]) with ordinality as name(hash, n)
     cross join lateral (select find_address($1, name.hash, $3) as id) as known
     where known.id is not null order by name.n limit 1`,
    [channel.id, hashes, at],
  );
  return rows[0]?.id ?? null;
}

async function markChannel(
  client: PoolClient,
  channel: ConnectedChannel,
  event: Extract<ChangeEvent, { type: 'channel.down' | 'channel.up' }>,
): Promise<ChangeOutcome> {
  const isDown = event.type === 'channel.down';
  await client.query('update channel set problem = $2, problem_code = $3 where id = $1', [
    channel.id,
    isDown ? event.reason : null,
    isDown ? 'account_limited' : null,
  ]);
  await publish(client, channel.organizationId, { type: 'channel.updated', channelId: channel.id });
  return {};
}
