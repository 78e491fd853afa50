import type { EntityManager } from '@mikro-orm/postgresql';
import type { Recipient } from '../../adapters/adapter.ts';
import { notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';

/** Where a signal of a conversation goes, and the newest message of the contact that it can hang on. */
export type Addressee = {
  conversationId: string;
  channelId: string;
  to: Recipient;
  lastExternalId: string | null;
};

type Row = {
  channel_id: string;
  messenger: Recipient['messenger'];
  contact_address_id: string;
  urn: Buffer;
  message_id: string | null;
  external_id: Buffer | null;
};

/** @throws AppError `not_found`. */
export async function findAddressee(
  em: EntityManager,
  keys: OrganizationKeys,
  conversationId: string,
): Promise<Addressee> {
  const [row] = await query<Row>(
    em,
    `select c.channel_id, c.messenger, c.contact_address_id, a.urn, m.id as message_id, m.external_id
     from conversation c join contact_address a on a.id = c.contact_address_id
     left join lateral (
       select m.id, m.external_id from message m
       where m.conversation_id = c.id and m.direction = 'inbound' and m.external_id is not null
       order by m.order_at desc, m.provider_order desc, m.seq desc limit 1) m on true
     where c.id = $1`,
    [conversationId],
  );
  if (!row) throw notFound('conversation');
  return {
    conversationId,
    channelId: row.channel_id,
    to: {
      urn: keys.open(row.contact_address_id, 'contact_address.urn', row.urn),
      messenger: row.messenger,
    },
    lastExternalId:
      row.message_id && row.external_id
        ? keys.open(row.message_id, 'message.external_id', row.external_id)
        : null,
  };
}
