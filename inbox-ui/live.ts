import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { RealtimeEvent } from '../gateway/contract/events.ts';
import { keys } from './query-client.ts';
import { keepConnected } from './live-connection.ts';
import { createInvalidator, staleKeys } from './live-invalidation.ts';

export type LiveState = {
  status: 'connecting' | 'connected' | 'reconnecting';
  /** Since when it is not connected, in the browser's time. */
  since: number | null;
};

const batchMs = 250;
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
 * connection (HTTP/1.1 allows six): whoever holds the lock connects and passes on what it hears.
 */
export function startLive(client: QueryClient): () => void {
  const stopping = new AbortController();
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(channelName) : null;
  const invalidate = createInvalidator((queryKey) => client.invalidateQueries({ queryKey }), batchMs);
  const invalidateAll = createInvalidator(() => client.invalidateQueries({ predicate: isLive }), batchMs);
  let lastId: string | null = null;
  let isLeader = false;
  let wasLost = false;

  function hear(event: RealtimeEvent, id: string) {
    if (id) lastId = id;
    const stale = staleKeys(event);
    if (stale) for (const key of stale) invalidate(key);
    else invalidateAll(['all']);
    for (const listener of eventListeners) listener(event);
  }

  function become(status: LiveState['status']) {
    if (status === 'connected' && wasLost) {
      wasLost = false;
      invalidateAll(['all']);
    }
    if (status === 'reconnecting') wasLost = true;
    if (status === state.status) return;
    state = { status, since: status === 'connected' ? null : Date.now() };
    for (const listener of stateListeners) listener();
  }

  function tell(status: LiveState['status']) {
    become(status);
    channel?.postMessage({ type: 'state', status } satisfies Told);
  }

  channel?.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.type === 'event') hear(data.event, data.id);
    if (data.type === 'state') become(data.status);
    if (data.type === 'hello' && isLeader) tell(state.status);
  });
  channel?.postMessage({ type: 'hello' } satisfies Told);

  function lead() {
    isLeader = true;
    keepConnected(
      () => lastId,
      {
        opened: () => tell('connected'),
        lost: (isRefused) => {
          tell('reconnecting');
          if (isRefused) void client.invalidateQueries({ queryKey: keys.me });
        },
        event: (event, id) => {
          hear(event, id);
          channel?.postMessage({ type: 'event', event, id } satisfies Told);
        },
      },
      stopping.signal,
    );
  }

  void leadWhenAlone(lead, stopping.signal);
  return () => {
    stopping.abort();
    channel?.close();
    state = { status: 'connecting', since: null };
  };
}

type Told =
  | { type: 'hello' }
  | { type: 'state'; status: LiveState['status'] }
  | { type: 'event'; event: RealtimeEvent; id: string };

/** Without Web Locks (plain http on another host) every window connects by itself. */
async function leadWhenAlone(lead: () => void, signal: AbortSignal) {
  if (!('locks' in navigator) || !('BroadcastChannel' in window)) {
    lead();
    return;
  }
  const untilStopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await navigator.locks
    .request(channelName, { signal }, () => {
      lead();
      return untilStopped;
    })
    .catch(() => undefined);
}

function onState(listener: () => void) {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}

/** What a person is typing is never fetched over their words; who they are doesn't change by an event. */
function isLive({ queryKey }: { queryKey: readonly unknown[] }) {
  return queryKey[0] !== 'draft' && queryKey[0] !== 'me';
}
