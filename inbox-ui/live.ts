import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { RealtimeEvent } from '../gateway/contract/events.ts';
import type { PresenceNews } from '../gateway/contract/presence.ts';
import { keepConnected } from './live-connection.ts';
import { createInvalidator, staleKeys } from './live-invalidation.ts';
import { joinElection } from './live-leader.ts';
import { hearPresence } from './presence/announce.ts';
import { keys } from './query-client.ts';

export type LiveState = {
  status: 'connecting' | 'connected' | 'reconnecting';
  /** Since when it is not connected, in the browser's time. */
  since: number | null;
};

const leaderPatienceMs = 4000;
const channelName = 'lotse.live';

let state: LiveState = { status: 'connecting', since: null };
const stateListeners = new Set<() => void>();
const eventListeners = new Set<(event: RealtimeEvent) => void>();

/** Whether news arrive at the moment. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(onState, () => state);
}

/** Hears every event, in order. After `reset` anything may have been missed. Returns how to stop. */
export function subscribe(listener: (event: RealtimeEvent) => void): () => void {
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}

/**
 * Starts to follow the gateway's events, and returns how to stop. All windows of a browser share one
 * connection (HTTP/1.1 allows six): the leader connects and passes on what it hears.
 */
export function startLive(client: QueryClient): () => void {
  const stopping = new AbortController();
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(channelName) : null;
  const invalidate = createInvalidator((queryKey) => client.invalidateQueries({ queryKey }));
  const invalidateAll = createInvalidator(() => client.invalidateQueries({ predicate: isLive }));
  let lastId: string | null = null;
  let isLeader = false;
  let wasLost = false;
  let silence: ReturnType<typeof setTimeout> | undefined;

  function hear(event: RealtimeEvent, id: string) {
    if (id) lastId = id;
    const stale = staleKeys(event);
    if (stale) for (const key of stale) invalidate(key);
    else invalidateAll(['all']);
    for (const listener of eventListeners) listener(event);
  }

  /** What was read before the stream began may have changed in between. */
  function begin(id: string) {
    if (id) lastId = id;
    invalidateAll(['all']);
  }

  function become(status: LiveState['status']) {
    if (status === 'connected' && wasLost) invalidateAll(['all']);
    wasLost = status === 'reconnecting' || (wasLost && status !== 'connected');
    if (status === state.status) return;
    state = { status, since: status === 'connected' ? null : Date.now() };
    for (const listener of stateListeners) listener();
  }

  function tell(told: Told) {
    channel?.postMessage(told);
  }

  function lead(term: AbortSignal) {
    isLeader = true;
    clearTimeout(silence);
    term.addEventListener('abort', () => {
      isLeader = false;
    });
    keepConnected(
      () => lastId,
      {
        opened: () => {
          become('connected');
          tell({ type: 'state', status: 'connected' });
        },
        began: (id) => {
          begin(id);
          tell({ type: 'began', id });
        },
        lost: (isRefused) => {
          become('reconnecting');
          tell({ type: 'state', status: 'reconnecting' });
          if (isRefused) void client.invalidateQueries({ queryKey: keys.me });
        },
        event: (event, id) => {
          hear(event, id);
          tell({ type: 'event', event, id });
        },
        presence: (news) => {
          hearPresence(news);
          tell({ type: 'presence', news });
        },
      },
      term,
    );
  }

  const takeOver = joinElection(channelName, lead, stopping.signal);

  /** Asks whether the leader is alive, when somebody looks at this window. */
  function greet() {
    clearTimeout(silence);
    if (!channel || isLeader || document.visibilityState === 'hidden') return;
    silence = setTimeout(takeOver, leaderPatienceMs);
    tell({ type: 'hello' });
  }

  channel?.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.type === 'hello') {
      if (isLeader) tell({ type: 'state', status: state.status });
      return;
    }
    clearTimeout(silence);
    if (data.type === 'event') hear(data.event, data.id);
    if (data.type === 'presence') hearPresence(data.news);
    if (data.type === 'began') begin(data.id);
    if (data.type === 'state') become(data.status);
  });
  document.addEventListener('visibilitychange', greet, { signal: stopping.signal });
  greet();

  return () => {
    stopping.abort();
    clearTimeout(silence);
    channel?.close();
    state = { status: 'connecting', since: null };
  };
}

type Told =
  | { type: 'hello' }
  | { type: 'state'; status: LiveState['status'] }
  | { type: 'began'; id: string }
  | { type: 'event'; event: RealtimeEvent; id: string }
  | { type: 'presence'; news: PresenceNews };

function onState(listener: () => void) {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}

/** Who somebody is doesn't change by an event. */
function isLive({ queryKey }: { queryKey: readonly unknown[] }) {
  return queryKey[0] !== 'me';
}
