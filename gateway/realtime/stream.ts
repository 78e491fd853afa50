import type { IncomingMessage, ServerResponse } from 'node:http';
import { createEventBuffer, createSession } from 'better-sse';
import type { Database } from '../database.ts';
import type { Presence } from '../presence/presence.ts';
import type { Hub, StoredEvent } from './hub.ts';
import { newestEventId, replay } from './replay.ts';

const keepAliveMs = 20_000;
/** How soon a stream ends after its session did. */
const recheckMs = 10_000;
const maxRemembered = 2000;
/** A browser that reads so slowly is dropped; it comes back with its last event id. */
const maxBufferedBytes = 1_000_000;

/**
 * Streams an organization's events to one browser until the session has ended. Subscribes before it looks back, so that
 * nothing falls between; what is heard twice goes out once.
 */
export async function streamEvents(
  request: IncomingMessage,
  response: ServerResponse,
  {
    database,
    hub,
    presence,
    organizationId,
    counselorId,
    lastEventId,
    isStillSigned,
  }: {
    database: Database;
    hub: Hub;
    presence: Presence;
    organizationId: string;
    counselorId: string;
    lastEventId: string | undefined;
    isStillSigned: () => Promise<boolean>;
  },
): Promise<void> {
  const session = await createSession(request, response, {
    // Koa has put 404 there until somebody answers.
    statusCode: 200,
    keepAlive: keepAliveMs,
    retry: 1000,
    headers: { 'X-Accel-Buffering': 'no', 'Cache-Control': 'no-store' },
  });
  let replayed = new Set<string>();
  let early: StoredEvent[] | undefined = [];

  const send = ({ id, event }: StoredEvent) => {
    if (!session.isConnected) return;
    session.push(event, 'message', id);
    dropIfSlow();
  };
  const dropIfSlow = () => {
    if (response.writableLength > maxBufferedBytes) response.destroy();
  };
  const unsubscribe = hub.subscribe(organizationId, (stored) => {
    if (early) early.push(stored);
    else if (!replayed.has(stored.id)) send(stored);
  });
  const unsubscribePresence = presence.subscribe(organizationId, (news) => {
    if (!session.isConnected) return;
    void session.batch(news);
    dropIfSlow();
  });
  // Without an id: it isn't stored, and the browser's place in what is stays as it was.
  const unsubscribePersonal = hub.subscribePersonal(counselorId, (event) => {
    if (!session.isConnected) return;
    const buffer = createEventBuffer();
    buffer.event('message').data(event).dispatch();
    void session.batch(buffer);
    dropIfSlow();
  });
  const unsubscribeGap = hub.onGap(() => response.destroy());
  const recheck = setInterval(() => {
    isStillSigned().then(
      (isSigned) => isSigned || response.end(),
      () => response.destroy(),
    );
  }, recheckMs);
  session.once('disconnected', () => {
    unsubscribe();
    unsubscribePresence();
    unsubscribePersonal();
    unsubscribeGap();
    clearInterval(recheck);
  });

  try {
    if (lastEventId === undefined) {
      const newest = await newestEventId(database);
      if (session.isConnected) session.push({ type: 'ready' }, 'ready', newest);
    } else {
      const missed = await replay(database, organizationId, lastEventId);
      if (missed) missed.forEach(send);
      else send({ id: await newestEventId(database), organizationId, event: { type: 'reset' } });
      // A notification is seconds late at most: the newest are enough to know it by.
      replayed = new Set(missed?.slice(-maxRemembered).map(({ id }) => id));
    }
  } catch (error) {
    // An open stream that hears nothing is worse than none: the browser comes back.
    response.destroy();
    throw error;
  }
  for (const stored of early) if (!replayed.has(stored.id)) send(stored);
  early = undefined;
}
