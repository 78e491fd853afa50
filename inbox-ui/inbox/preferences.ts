import { useSyncExternalStore } from 'react';

/** How one person likes to work; kept in this browser. */
export type Preferences = {
  sendWith: 'enter' | 'ctrl-enter';
  hasSingleKeys: boolean;
  isPanelOpen: boolean;
  /** Whether the navigation stands there with all its words, where there is room. */
  isNavigationWide: boolean;
  closedGroups: readonly string[];
};

const storageKey = 'lotse.preferences';
const defaults: Preferences = {
  sendWith: 'enter',
  hasSingleKeys: true,
  isPanelOpen: true,
  isNavigationWide: true,
  closedGroups: [],
};
const listeners = new Set<() => void>();
let current: Preferences | undefined;

export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  return [useSyncExternalStore(subscribe, read), change];
}

function change(part: Partial<Preferences>): void {
  current = { ...read(), ...part };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // A browser without storage forgets the choice with the page; nothing else depends on it.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Preferences {
  current ??= parse();
  return current;
}

function parse(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return defaults;
    return { ...defaults, ...stored };
  } catch {
    return defaults;
  }
}
