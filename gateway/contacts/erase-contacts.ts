import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import type { Log } from '../logger.ts';
import { transaction } from '../transaction.ts';

export type ErasureTiming = {
  /** How long the confirmation has to get on its way. */
  erasureMs: number;
};

const mostAtOnce = 20;
/** What can't be sent until then is not waited for: the erasure was promised within three days. */
const longestWaitHours = 24;

/**
 * Erases the people who asked for it and confirmed: addresses, conversations with messages and notes, files, index rows
 * and raw events. What is left says that somebody was erased, and when; statistics stay without the person.
 */
export async function eraseContacts(
  database: Database,
  log: Log,
  { erasureMs }: ErasureTiming,
): Promise<void> {
  const { rows } = await database.servicePool.query<{ id: string }>(
    `select id from contact_erasure where erased_at is null and due_at <= clock_timestamp() - $1 * interval '1 millisecond'
     order by due_at limit ${mostAtOnce}`,
    [erasureMs],
  );
  for (const { id } of rows) {
    const erased = await transaction(database, (client) => erase(client, id));
    if (erased !== null) log.info({ erasureId: id, messages: erased }, 'contact erased');
  }
}

/** Null while something is still on its way to them. */
async function erase(client: PoolClient, erasureId: string): Promise<number | null> {
  const contacts = await client.query<{ id: string; organization_id: string }>(
    `with recursive person as (
       select c.id, c.organization_id from contact_erasure e join contact c on c.id = e.contact_id where e.id = $1
       union select c.id, c.organization_id from person p join contact c on c.merged_into_id = p.id
     ) select id, organization_id from person`,
    [erasureId],
  );
  const contactIds = contacts.rows.map(({ id }) => id);
  await client.query(
    'select lock_names(array(select urn_hash from contact_address where contact_id = any($1::uuid[])))',
    [contactIds],
  );
  const locked = await client.query<{ id: string }>(
    'select id from conversation where contact_id = any($1::uuid[]) order by id for update',
    [contactIds],
  );
  const conversationIds = locked.rows.map(({ id }) => id);
  const waiting = await client.query(
    `select from delivery d, contact_erasure e
     where d.conversation_id = any($1::uuid[]) and d.status in ('queued', 'sending') and e.id = $2
       and e.asked_at > now() - interval '${longestWaitHours} hours' limit 1`,
    [conversationIds, erasureId],
  );
  if (waiting.rowCount) return null;

  await client.query(
    `delete from inbound_event where id in (select id from message where conversation_id = any($1::uuid[]))`,
    [conversationIds],
  );
  const messages = await client.query<{ count: number }>(
    'select count(*)::integer as count from message where conversation_id = any($1::uuid[])',
    [conversationIds],
  );
  const count = messages.rows[0]?.count ?? 0;
  for (const statement of statements) await client.query(statement, [contactIds]);
  await client.query(
    `with events as (
       insert into realtime_event (organization_id, type, conversation_id)
       select $1, 'conversation.updated', id from unnest($2::uuid[]) as id returning id)
     select announce_events(min(id), max(id)) from events`,
    [contacts.rows[0]?.organization_id ?? null, conversationIds],
  );
  await client.query(
    'update contact_erasure set erased_at = clock_timestamp(), erased_messages = $2 where id = $1',
    [erasureId, count],
  );
  return count;
}

/** What hangs on these rows goes with them. */
const statements = [
  'delete from conversation where contact_id = any($1::uuid[])',
  'delete from contact_address where contact_id = any($1::uuid[])',
  'delete from contact where id = any($1::uuid[])',
];
