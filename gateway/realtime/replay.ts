import type { Database } from '../database.ts';
import { eventColumns, toStoredEvent, type EventRow, type StoredEvent } from './hub.ts';

/**
 * What a browser missed after the event it saw last: everything with a higher id, and what had a lower id but committed
 * later (its transaction was not yet over when the last event's began, by that event's horizon). Null when the past is
 * gone (24 hours) or the id was never ours: then all must be fetched again.
 */
export async function replay(
  database: Database,
  organizationId: string,
  lastEventId: string,
): Promise<StoredEvent[] | null> {
  if (!/^\d{1,18}$/.test(lastEventId)) return null;
  if (!(await isRemembered(database, lastEventId))) return null;
  const { rows } = await database.servicePool.query<EventRow>(
    `select ${eventColumns} from realtime_event e
     where e.organization_id = $1 and (e.id > $2 or (e.id < $2 and e.id > $2 - 10000 and e.transaction_id >=
       (select horizon from realtime_event where id = $2)))
     order by e.id`,
    [organizationId, lastEventId],
  );
  return rows.map(toStoredEvent);
}

/** The id of the newest event, for a browser that starts afresh. */
export async function newestEventId(database: Database): Promise<string> {
  const { rows } = await database.servicePool.query<{ id: string | null }>(
    'select max(id) as id from realtime_event',
  );
  return rows[0]?.id ?? '0';
}

/** Zero stands for "before the first event" and is remembered as long as the first one is there. */
async function isRemembered(database: Database, lastEventId: string): Promise<boolean> {
  const { rows } = await database.servicePool.query<{ known: boolean }>(
    `select exists (select from realtime_event where id = $1)
       or ($1 = 0 and exists (select from realtime_event where id = 1)) as known`,
    [lastEventId],
  );
  return rows[0]?.known ?? false;
}
