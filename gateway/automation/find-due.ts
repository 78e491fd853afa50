import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { readEventsOnce } from '../realtime/read-events-once.ts';

const mostAtOnce = 500;
/** What has just come is answered by the job that its intake has added. */
const graceSeconds = 2;

/** The conversations in which there is something to answer, to try again, or to do by the clock. */
export async function findDue(database: Database, farewellMs: number): Promise<string[]> {
  while (
    await readEventsOnce(database, 'automation_cursor', (client, eventIds) =>
      noteLost(database, client, eventIds),
    )
  );
  const { rows } = await database.servicePool.query<{ conversation_id: string }>(
    `select conversation_id from automation_path
     where due_at <= clock_timestamp() - make_interval(secs => ${graceSeconds})
     union select conversation_id from automation_path
     where wake_at <= clock_timestamp() - case wake_for when 'farewell' then $1 else 0 end * interval '1 millisecond'
     limit ${mostAtOnce}`,
    [farewellMs],
  );
  return rows.map(({ conversation_id: id }) => id);
}

/**
 * Notes which messages have no answer although they are in the events. Each row is a statement of its own, so that no two
 * of them are held; noting it twice changes nothing, and the cursor moves only when all are noted.
 */
async function noteLost(
  { servicePool }: Database,
  client: PoolClient,
  eventIds: string[],
): Promise<void> {
  const { rows } = await client.query<{ id: string; organization_id: string; first_seq: string }>(
    `select c.id, c.organization_id, min(m.seq) as first_seq
     from realtime_event e join message m on m.id = e.message_id join conversation c on c.id = m.conversation_id
       join channel ch on ch.id = c.channel_id left join automation_path p on p.conversation_id = c.id
     where e.id = any($1::bigint[]) and e.type = 'message.received' and m.author = 'contact'
       and (ch.automation <> 'off' or c.status = 'automated')
       and (p.conversation_id is null or p.handled_seq < m.seq and p.due_at is null)
     group by c.id order by c.id`,
    [eventIds],
  );
  for (const { id, organization_id: organizationId, first_seq: firstSeq } of rows) {
    await servicePool.query(
      `insert into automation_path as p (conversation_id, organization_id, handled_seq, due_at)
       values ($1, $2, $3::bigint - 1, clock_timestamp())
       on conflict (conversation_id) do update set due_at = coalesce(p.due_at, excluded.due_at)`,
      [id, organizationId, firstSeq],
    );
  }
}
