import type { Presence } from '../../gateway/contract/presence.ts';

let present: ReadonlyMap<string, Presence> = new Map();
const listeners = new Set<() => void>();

/** Everybody who is online, by counselor, as this browser heard it last. */
export function colleagues(): ReadonlyMap<string, Presence> {
  return present;
}

export function onColleagues(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes in those who changed; `isAll` when it is everybody there is. */
export function hearColleagues(items: readonly Presence[], isAll = false): void {
  const next = new Map(isAll ? [] : present);
  for (const one of items) {
    if (one.isOnline) next.set(one.counselorId, one);
    else next.delete(one.counselorId);
  }
  present = next;
  for (const listener of listeners) listener();
}
