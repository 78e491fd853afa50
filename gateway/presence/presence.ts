import { createEventBuffer, type EventBuffer } from 'better-sse';
import * as z from 'zod';
import {
  presenceStates,
  type Presence as Present,
  type PresenceNews,
} from '../contract/presence.ts';
import type { Database } from '../database.ts';
import type { Log } from '../logger.ts';
import type { Hub } from '../realtime/hub.ts';
import { createBoard, type Beat, type Changed } from './board.ts';

export type Presence = {
  /** Tells all processes what a window shows. */
  announce(beat: Beat): Promise<void>;
  /** Everybody of an organization who is online, as this process has heard it. */
  all(organizationId: string): Present[];
  /** Hears changes within an organization, written once for all streams, until the returned function is called. */
  subscribe(organizationId: string, listener: (news: EventBuffer) => void): () => void;
  close(): Promise<void>;
};

/** Changes of an organization go out together: two hundred who click through their list make four events a second. */
const gatherMs = 250;
const expireEveryMs = 1000;

const beat = z.object({
  organizationId: z.string(),
  counselorId: z.string(),
  windowId: z.string(),
  conversationId: z.string().nullable(),
  state: z.enum(presenceStates),
  isLeaving: z.boolean(),
});

/**
 * Who looks at what and who writes, among colleagues. Every beat goes to all processes by NOTIFY (ids, about 250 bytes)
 * and is kept in memory only: a process that has just started has heard everybody within one round of beats.
 */
export function createPresence({ servicePool }: Database, hub: Hub, log: Log): Presence {
  const board = createBoard();
  const listeners = new Map<string, Set<(news: EventBuffer) => void>>();
  const gathered = new Map<string, Set<string>>();

  function gather({ organizationId, counselorId }: Changed): void {
    if (!listeners.has(organizationId)) return;
    const waiting = gathered.get(organizationId);
    if (waiting) {
      waiting.add(counselorId);
      return;
    }
    gathered.set(organizationId, new Set([counselorId]));
    setTimeout(() => tell(organizationId), gatherMs).unref();
  }

  function tell(organizationId: string): void {
    const counselorIds = [...(gathered.get(organizationId) ?? [])];
    gathered.delete(organizationId);
    const changed = counselorIds.map((counselorId) => board.of({ organizationId, counselorId }));
    const news: PresenceNews = { changed };
    const buffer = createEventBuffer();
    buffer.event('presence').data(news).dispatch();
    for (const listener of listeners.get(organizationId) ?? []) listener(buffer);
  }

  const stopListening = hub.onPresence((payload) => {
    try {
      const heard = beat.parse(JSON.parse(payload));
      if (board.hear(heard, Date.now())) gather(heard);
    } catch (err) {
      log.warn({ err }, 'presence ignored: not understood');
    }
  });
  const expiring = setInterval(() => board.expire(Date.now()).forEach(gather), expireEveryMs);
  expiring.unref();

  return {
    announce: async (said) =>
      void (await servicePool.query({
        name: 'announce_presence',
        text: "select pg_notify('lotse_presence', $1)",
        values: [JSON.stringify(said)],
      })),
    all: board.all,
    subscribe(organizationId, listener) {
      const heard = listeners.get(organizationId) ?? new Set();
      listeners.set(organizationId, heard.add(listener));
      return () => {
        heard.delete(listener);
        if (heard.size === 0) listeners.delete(organizationId);
      };
    },
    close: async () => {
      stopListening();
      clearInterval(expiring);
    },
  };
}
