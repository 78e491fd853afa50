import { useSyncExternalStore } from 'react';

/** Read before the first paint by `public/early.js`, which sets the same attribute. */
const storageKey = 'lotse.blurred';
const attribute = 'data-blurred';
const listeners = new Set<() => void>();

/** Whether names, previews and texts are blurred, because somebody stands beside the desk. */
export function useIsBlurred(): boolean {
  return useSyncExternalStore(onBlur, isBlurred);
}

export function isBlurred(): boolean {
  return document.documentElement.hasAttribute(attribute);
}

/** Blurs or shows again. It lasts as long as the window, over every page of it. */
export function toggleBlur(): void {
  const isOn = document.documentElement.toggleAttribute(attribute);
  try {
    if (isOn) sessionStorage.setItem(storageKey, 'yes');
    else sessionStorage.removeItem(storageKey);
  } catch {
    // Without storage it lasts until the page is loaded again.
  }
  for (const listener of listeners) listener();
}

/** Tells when it changes. Returns how to stop listening. */
export function onBlur(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
