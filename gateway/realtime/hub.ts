import { eventTypes, type EventType, type RealtimeEvent } from '../contract/events.ts';
import type { Database } from '../database.ts';
import { keepClient } from '../lasting-client.ts';
import type { Log } from '../logger.ts';
import type { PersonalEvent } from './publish.ts';

export type StoredEvent = { id: string; organizationId: string; event: RealtimeEvent };
export type Hub = {
  /** Hears every event of one organization until the returned function is called. */
  subscribe(organizationId: string, listener: (stored: StoredEvent) => void): () => void;
  /** Hears the events of all organizations. */
  subscribeAll(listener: (stored: StoredEvent) => void): () => void;
  /** Hears what processes tell each other about who is where, as it was said. */
  onPresence(listener: (payload: string) => void): () => void;
  /** Hears what is said to one person. */
  subscribePersonal(counselorId: string, listener: (event: RealtimeEvent) => void): () => void;
  /** Called after a broken connection was replaced: something may have been missed. */
  onGap(listener: () => void): () => void;
  close(): Promise<void>;
};

export type EventRow = {
  id: string;
  organization_id: string;
  type: string;
  conversation_id: string | null;
  message_id: string | null;
  channel_id: string | null;
  contact_id: string | null;
};

export const eventColumns =
  'id, organization_id, type, conversation_id, message_id, channel_id, contact_id';

/**
 * Listens for commits and hands their events on. A notification names a range of ids; two ranges may overlap, so what
 * was handed on lately is remembered and goes out once.
 */
export async function startHub(database: Database, log: Log): Promise<Hub> {
  const byOrganization = new Map<string, Set<(stored: StoredEvent) => void>>();
  const everywhere = new Set<(stored: StoredEvent) => void>();
  const presenceListeners = new Set<(payload: string) => void>();
  const byCounselor = new Map<string, Set<(event: RealtimeEvent) => void>>();
  const gapListeners = new Set<() => void>();
  const recent = new Set<string>();
  let reading = Promise.resolve();

  async function deliver(range: string): Promise<void> {
    const [first, last] = range.split('-');
    const { rows } = await database.servicePool.query<EventRow>({
      name: 'read_events',
      text: `select ${eventColumns} from realtime_event where id between $1 and $2 order by id`,
      values: [first, last],
    });
    for (const row of rows) {
      if (recent.has(row.id)) continue;
      recent.add(row.id);
      handOn(toStoredEvent(row));
    }
    forgetOldest(recent);
  }

  function handOn(stored: StoredEvent): void {
    for (const listener of everywhere) listener(stored);
    for (const listener of byOrganization.get(stored.organizationId) ?? []) listener(stored);
  }

  function handToPerson(payload: string): void {
    try {
      const { counselorId, event } = JSON.parse(payload) as PersonalEvent;
      for (const listener of byCounselor.get(counselorId) ?? []) listener(event);
    } catch (err) {
      log.warn({ err }, 'personal event ignored: not understood');
    }
  }

  const session = await keepClient(
    { ...database.address, application_name: 'lotse-listener', options: '-c role=lotse_service' },
    log,
    async (client, isFirst) => {
      client.on('notification', ({ channel, payload }) => {
        if (channel === 'lotse_presence') {
          for (const listener of presenceListeners) listener(payload ?? '');
          return;
        }
        if (channel === 'lotse_personal') {
          handToPerson(payload ?? '');
          return;
        }
        reading = reading
          .then(() => deliver(payload ?? ''))
          .catch((err: unknown) => log.warn({ err }, 'events not read'));
      });
      await client.query('listen lotse_events; listen lotse_presence; listen lotse_personal');
      if (!isFirst) for (const listener of gapListeners) listener();
    },
  );
  return {
    subscribe: (organizationId, listener) => addTo(byOrganization, organizationId, listener),
    subscribePersonal: (counselorId, listener) => addTo(byCounselor, counselorId, listener),
    subscribeAll(listener) {
      everywhere.add(listener);
      return () => everywhere.delete(listener);
    },
    onPresence(listener) {
      presenceListeners.add(listener);
      return () => presenceListeners.delete(listener);
    },
    onGap(listener) {
      gapListeners.add(listener);
      return () => gapListeners.delete(listener);
    },
    close: session.close,
  };
}

export function toStoredEvent(row: EventRow): StoredEvent {
  const event: RealtimeEvent = { type: isEventType(row.type) ? row.type : 'reset' };
  if (row.conversation_id) event.conversationId = row.conversation_id;
  if (row.message_id) event.messageId = row.message_id;
  if (row.channel_id) event.channelId = row.channel_id;
  if (row.contact_id) event.contactId = row.contact_id;
  return { id: row.id, organizationId: row.organization_id, event };
}

/** Adds a listener under a key; the returned function removes it. */
function addTo<Listener>(
  byKey: Map<string, Set<Listener>>,
  key: string,
  listener: Listener,
): () => void {
  const listeners = byKey.get(key) ?? new Set();
  byKey.set(key, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) byKey.delete(key);
  };
}

function isEventType(type: string): type is EventType {
  return (eventTypes as readonly string[]).includes(type);
}

/** A set keeps insertion order: the first ones are the oldest. */
function forgetOldest(recent: Set<string>): void {
  for (const id of recent) {
    if (recent.size <= 5000) return;
    recent.delete(id);
  }
}
