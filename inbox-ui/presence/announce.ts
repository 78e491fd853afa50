import {
  announcePresence,
  presenceBeatMs,
  type PresenceNews,
  type PresenceState,
} from '../../gateway/contract/presence.ts';
import { call } from '../api.ts';
import { hearColleagues } from './colleagues.ts';

/** Clicking through the list says only where it ends. */
const settleMs = 250;
/** Whoever has not touched anything for so long looks at nothing. */
const idleMs = 5 * 60_000;
/** Browsers slow down windows in the background: before that shows, the window says that it is gone. */
const hiddenMs = 4 * 60_000;

const windowId = crypto.randomUUID();
let shown: { conversationId: string | null; state: PresenceState } = {
  conversationId: null,
  state: 'looking',
};
let isRunning = false;
let settling: ReturnType<typeof setTimeout> | undefined;
let touchedAt = Date.now();
let hiddenSince: number | null = null;
/** News that came while an answer was under way are newer than the answer. */
let meanwhile: PresenceNews[] | null = null;

/** Says which conversation is in front; null when none is. */
export function showConversation(conversationId: string | null): void {
  shown = { conversationId, state: 'looking' };
  announceSoon();
}

/** Says what is done with the conversation in front. */
export function showState(state: PresenceState): void {
  if (shown.state === state) return;
  shown = { ...shown, state };
  announceSoon();
}

export function hearPresence(news: PresenceNews): void {
  meanwhile?.push(news);
  hearColleagues(news.changed);
}

/** Says every few seconds that this window is there, and at once when it closes. Returns how to stop. */
export function startAnnouncing(): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  isRunning = true;
  hiddenSince = document.visibilityState === 'hidden' ? Date.now() : null;
  const beating = setInterval(announce, presenceBeatMs);
  const leave = () => {
    const body = JSON.stringify({ windowId, conversationId: null, isLeaving: true });
    navigator.sendBeacon(announcePresence.path, new Blob([body], { type: 'application/json' }));
  };
  const touch = () => {
    const wasIdle = isIdle();
    touchedAt = Date.now();
    if (wasIdle) announceSoon();
  };
  for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel'])
    window.addEventListener(type, touch, { signal, passive: true, capture: true });
  window.addEventListener('pagehide', leave, { signal });
  window.addEventListener('pageshow', announceSoon, { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      hiddenSince = document.visibilityState === 'hidden' ? Date.now() : null;
      announceSoon();
    },
    { signal },
  );
  announce();
  return () => {
    isRunning = false;
    stopping.abort();
    clearInterval(beating);
    clearTimeout(settling);
    leave();
    hearColleagues([], true);
  };
}

export function announceSoon(): void {
  clearTimeout(settling);
  settling = setTimeout(announce, settleMs);
}

function announce(): void {
  clearTimeout(settling);
  if (!isRunning || !navigator.onLine) return;
  const isGone = hiddenSince !== null && Date.now() - hiddenSince > hiddenMs;
  const isAway = hiddenSince !== null || isIdle();
  meanwhile = [];
  call(announcePresence, {
    body: {
      windowId,
      isLeaving: isGone,
      ...(isAway || isGone ? { conversationId: null } : shown),
    },
  }).then(
    ({ items }) => {
      if (!isRunning) return;
      hearColleagues(items, true);
      for (const news of meanwhile ?? []) hearColleagues(news.changed);
      meanwhile = null;
    },
    // The next beat says it again.
    () => (meanwhile = null),
  );
}

function isIdle(): boolean {
  return Date.now() - touchedAt > idleMs;
}
