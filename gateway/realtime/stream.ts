import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSession } from 'better-sse';
import type { Database } from '../database.ts';
import type { Hub, StoredEvent } from './hub.ts';
import { newestEventId, replay } from './replay.ts';

const keepAliveMs = 20_000;
/** A browser that reads so slowly is dropped; it comes back with its last event id. */
const maxBufferedBytes = 1_000_000;

/**
 * Streams an organization's events to one browser. Subscribes before it looks back, so that nothing falls between; what
 * is heard twice goes out once.
 */
export async function streamEvents(
  request: IncomingMessage,
  response: ServerResponse,
  { database, hub, organizationId, lastEventId }: {
    database: Database;
    hub: Hub;
    organizationId: string;
    lastEventId: string | undefined;
  },
): Promise<void> {
  const session = await createSession(request, response, {
    keepAlive: keepAliveMs,
    retry: 1000,
    headers: { 'X-Accel-Buffering': 'no', 'Cache-Control': 'no-store' },
  });
  const sent = new Set<string>();
  let early: StoredEvent[] | undefined = [];

  const send = ({ id, event }: StoredEvent) => {
    if (sent.has(id) || !session.isConnected) return;
    sent.add(id);
    session.push(event, 'message', id);
    if (response.writableLength > maxBufferedBytes) response.destroy();
  };
  const unsubscribe = hub.subscribe(organizationId, (stored) => {
    if (early) early.push(stored);
    else send(stored);
  });
  const unsubscribeGap = hub.onGap(() => response.destroy());
  session.once('disconnected', () => {
    unsubscribe();
    unsubscribeGap();
  });

  if (lastEventId === undefined) {
    session.push({ type: 'ready' }, 'ready', await newestEventId(database));
  } else {
    const missed = await replay(database, organizationId, lastEventId);
    if (missed) missed.forEach(send);
    else session.push({ type: 'reset' }, 'message', await newestEventId(database));
  }
  early.forEach(send);
  early = undefined;
  sent.clear();
}
