import { presenceStates, type Presence, type PresenceState } from '../contract/presence.ts';

/** What one window said last. */
export type Beat = {
  organizationId: string;
  counselorId: string;
  windowId: string;
  conversationId: string | null;
  state: PresenceState;
  isLeaving: boolean;
};

type Window = Beat & { expiresAtMs: number };
export type Changed = { organizationId: string; counselorId: string };

/** Windows say every 15 s that they are there: one that is silent for so long is gone. */
const silentMs = 25_000;

/** Who is where, as this process has heard it. Nothing of it is stored. */
export function createBoard() {
  const organizations = new Map<string, Map<string, Window>>();

  function windowsOf({ organizationId, counselorId }: Changed): Window[] {
    const windows = [...(organizations.get(organizationId)?.values() ?? [])];
    return windows.filter((window) => window.counselorId === counselorId);
  }

  function of(who: Changed): Presence {
    const windows = windowsOf(who);
    const states = new Map<string, PresenceState>();
    for (const { conversationId, state } of windows) {
      if (!conversationId) continue;
      const known = states.get(conversationId);
      if (!known || rank(state) > rank(known)) states.set(conversationId, state);
    }
    const conversations = [...states].map(([id, state]) => ({ id, state }));
    return { counselorId: who.counselorId, isOnline: windows.length > 0, conversations };
  }

  function remove(window: Beat): void {
    const { organizationId } = window;
    const windows = organizations.get(organizationId);
    windows?.delete(keyOf(window));
    if (windows?.size === 0) organizations.delete(organizationId);
  }

  return {
    of,
    /** Everybody of an organization who is online. */
    all(organizationId: string): Presence[] {
      const windows = organizations.get(organizationId)?.values() ?? [];
      const counselorIds = new Set([...windows].map(({ counselorId }) => counselorId));
      return [...counselorIds].map((counselorId) => of({ organizationId, counselorId }));
    },
    /** Takes in what a window said; resolves to whether that changes anything for others. */
    hear(beat: Beat, nowMs: number): boolean {
      const before = JSON.stringify(of(beat));
      if (beat.isLeaving) remove(beat);
      else {
        const windows = organizations.get(beat.organizationId) ?? new Map<string, Window>();
        organizations.set(beat.organizationId, windows);
        windows.set(keyOf(beat), { ...beat, expiresAtMs: nowMs + silentMs });
      }
      return JSON.stringify(of(beat)) !== before;
    },
    /** Forgets windows that fell silent; returns whose they were. */
    expire(nowMs: number): Changed[] {
      const silent = [...organizations.values()]
        .flatMap((windows) => [...windows.values()])
        .filter(({ expiresAtMs }) => expiresAtMs <= nowMs);
      silent.forEach(remove);
      return silent;
    },
  };
}

/** What a browser calls its window is its own affair: nobody speaks for a colleague's. */
function keyOf({ counselorId, windowId }: Beat): string {
  return `${counselorId} ${windowId}`;
}

function rank(state: PresenceState): number {
  return presenceStates.indexOf(state);
}
