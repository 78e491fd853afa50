import type { RealtimeEvent } from '../gateway/contract/events.ts';
import type { PresenceNews } from '../gateway/contract/presence.ts';

export type ConnectionListener = {
  opened: () => void;
  /** The stream begins here, without what came before. */
  began: (id: string) => void;
  /** `isRefused`: the gateway answered, but not with a stream, e.g. because nobody is signed in. */
  lost: (isRefused: boolean) => void;
  event: (event: RealtimeEvent, id: string) => void;
  presence: (news: PresenceNews) => void;
};

/** A longer gap between two ticks means that the computer slept: the connection is then probably dead. */
const sleptMs = 45_000;
const tickMs = 15_000;

/**
 * Keeps one event stream open until `signal` aborts. The browser resumes by `Last-Event-ID` by itself;
 * where it gives up (a status other than 200) or can't know (sleep, changed network), we open a new one.
 */
export function keepConnected(
  lastEventId: () => string | null,
  listener: ConnectionListener,
  signal: AbortSignal,
) {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let lastTickAt = Date.now();

  function open() {
    clearTimeout(timer);
    source?.close();
    if (signal.aborted) return;
    const id = lastEventId();
    source = new EventSource(
      id ? `/api/events?lastEventId=${encodeURIComponent(id)}` : '/api/events',
    );
    source.onopen = () => {
      failures = 0;
      listener.opened();
    };
    source.addEventListener('ready', ({ lastEventId: startId }: MessageEvent<string>) => {
      listener.began(startId);
    });
    source.onmessage = ({ data, lastEventId: eventId }: MessageEvent<string>) => {
      listener.event(JSON.parse(data) as RealtimeEvent, eventId);
    };
    source.addEventListener('presence', ({ data }: MessageEvent<string>) => {
      listener.presence(JSON.parse(data) as PresenceNews);
    });
    source.onerror = () => {
      const isClosed = source?.readyState === EventSource.CLOSED;
      listener.lost(isClosed);
      if (!isClosed) return;
      timer = setTimeout(open, reconnectDelayMs(failures, Math.random()));
      failures += 1;
    };
  }

  function lose() {
    source?.close();
    listener.lost(false);
  }

  const ticker = setInterval(() => {
    const slept = Date.now() - lastTickAt > sleptMs;
    lastTickAt = Date.now();
    if (slept) open();
  }, tickMs);

  window.addEventListener('online', open, { signal });
  window.addEventListener('offline', lose, { signal });
  signal.addEventListener('abort', () => {
    clearInterval(ticker);
    clearTimeout(timer);
    source?.close();
  });
  open();
}

/** 1 s, 2 s, 4 s … 30 s, each up to a third shorter, so that a hundred browsers don't come back at once. */
export function reconnectDelayMs(failures: number, random: number): number {
  const longest = Math.min(30_000, 1000 * 2 ** failures);
  return Math.round(longest * (1 - random / 3));
}
