import type { PoolClient } from 'pg';
import type { InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import { newId } from '../ids.ts';
import { publish } from '../realtime/publish.ts';
import { changeMessage, deleteMessage, reactToMessage } from './change-message.ts';

export type ChangeEvent = Exclude<
  InboundEvent,
  { type: 'message.received' | 'status.reported' | 'ignored' }
>;

/** What became of it: nothing to say, or why it was left alone. */
export type ChangeOutcome = { ignored?: string };
export type ChangeRecorder = (
  channel: ConnectedChannel,
  event: ChangeEvent,
) => Promise<ChangeOutcome>;

/** Records what providers report besides messages and statuses, each in a transaction of its own. */
export function createChangeRecorder(database: Database): ChangeRecorder {
  async function transaction(work: (client: PoolClient) => Promise<ChangeOutcome>) {
    const client = await database.servicePool.connect();
    try {
      await client.query('begin');
      const outcome = await work(client);
      await client.query('commit');
      return outcome;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  return async (channel, event) => {
    switch (event.type) {
      case 'message.edited':
        return transaction((client) => changeMessage(client, channel, event));
      case 'message.deleted':
        return transaction((client) => deleteMessage(client, channel, event));
      case 'reaction.changed':
        return transaction((client) => reactToMessage(client, channel, event));
      case 'contact.blocked':
        return transaction((client) => markAddress(client, channel, event, 'blocked_at = $3'));
      case 'contact.unblocked':
        return transaction((client) =>
          markAddress(
            client,
            channel,
            event,
            'blocked_at = case when blocked_at < $3 then null else blocked_at end',
          ),
        );
      case 'contact.opted_out':
        return transaction((client) => markAddress(client, channel, event, 'opted_out_at = $3'));
      case 'contact.opted_in':
        return transaction((client) =>
          markAddress(
            client,
            channel,
            event,
            'opted_out_at = case when opted_out_at < $3 then null else opted_out_at end',
          ),
        );
      case 'identity.changed':
        return transaction((client) => addAlias(client, channel, event));
      case 'channel.down':
      case 'channel.up':
        return transaction((client) => markChannel(client, channel, event));
      case 'channel.reported':
      case 'contact.help_requested':
      case 'message.echoed':
      case 'template.changed':
        return { ignored: event.type.replace('.', '_') };
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
  const hash = channel.keys.lookup('urn', event.sender.urn);
  const { rows } = await client.query<{ contact_id: string }>(
    `update contact_address set ${change} where channel_id = $1 and urn_hash = $2 returning contact_id`,
    [channel.id, hash, event.at],
  );
  const [address] = rows;
  if (!address) return { ignored: 'unknown_contact' };
  await publish(client, channel.organizationId, {
    type: 'contact.updated',
    contactId: address.contact_id,
  });
  return {};
}

async function addAlias(
  client: PoolClient,
  channel: ConnectedChannel,
  event: Extract<ChangeEvent, { type: 'identity.changed' }>,
): Promise<ChangeOutcome> {
  const id = newId();
  const { rowCount } = await client.query(
    `insert into contact_alias (id, organization_id, channel_id, contact_address_id, urn_hash, urn, created_at)
     select $1, a.organization_id, a.channel_id, a.id, $4, $5, $6 from contact_address a
     where a.channel_id = $2 and a.urn_hash = $3
     on conflict (channel_id, urn_hash) do nothing`,
    [
      id,
      channel.id,
      channel.keys.lookup('urn', event.from),
      channel.keys.lookup('urn', event.to),
      channel.keys.seal(id, 'contact_alias.urn', event.to),
      event.at,
    ],
  );
  return rowCount ? {} : { ignored: 'unknown_contact' };
}

async function markChannel(
  client: PoolClient,
  channel: ConnectedChannel,
  event: Extract<ChangeEvent, { type: 'channel.down' | 'channel.up' }>,
): Promise<ChangeOutcome> {
  await client.query('update channel set problem = $2 where id = $1', [
    channel.id,
    event.type === 'channel.down' ? event.reason : null,
  ]);
  await publish(client, channel.organizationId, { type: 'channel.updated', channelId: channel.id });
  return {};
}
