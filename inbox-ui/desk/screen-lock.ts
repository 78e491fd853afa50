import { useSyncExternalStore } from 'react';
import { lockSession, unlockSession } from '../../gateway/contract/account.ts';
import { ApiProblem, call, onRefused, whenWritten } from '../api.ts';
import { isOverdue, markActivity } from './activity.ts';

const storageKey = 'lotse.locked';
/** So long the other windows have to save what was being written, before the server answers nothing more. */
const flushMs = 300;
const tellAgainMs = 5000;

const listeners = new Set<() => void>();
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('lotse.desk') : null;
let isLocked = isRemembered() || isOverdue();
/** The server does not know yet: it could not be reached, or the browser was closed for too long. */
let isUntold = isLocked;
let telling: ReturnType<typeof setTimeout> | undefined;

channel?.addEventListener('message', ({ data }: MessageEvent<'lock' | 'unlock'>) =>
  become(data === 'lock'),
);
onRefused((why) => become(why === 'locked'));
window.addEventListener('online', () => void tellServer());
void tellServer();

/** Whether the screen is locked, in all windows of this browser alike. */
export function useIsLocked(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isLocked,
  );
}

/**
 * Locks the screen now: here and in the other windows at once, then on the server, as soon as all that was being written
 * is saved.
 */
export async function lockScreen(): Promise<void> {
  if (isLocked) return;
  become(true);
  channel?.postMessage('lock');
  isUntold = true;
  await new Promise((resolve) => setTimeout(resolve, flushMs));
  await whenWritten();
  await tellServer();
}

/**
 * Unlocks with the password of who is signed in.
 * @throws ApiProblem `unauthenticated`: a wrong password while `isLocked`, else the session has ended meanwhile.
 */
export async function unlockScreen(password: string): Promise<void> {
  await call(unlockSession, { body: { password } });
  forgetLock();
  channel?.postMessage('unlock');
}

/** After signing in or out there is nothing left to unlock. */
export function forgetLock(): void {
  markActivity();
  become(false);
}

function become(next: boolean): void {
  isUntold &&= next;
  remember(next);
  if (next === isLocked) return;
  isLocked = next;
  for (const listener of listeners) listener();
}

async function tellServer(): Promise<void> {
  clearTimeout(telling);
  if (!isUntold) return;
  try {
    await call(lockSession);
    isUntold = false;
  } catch (error) {
    // Without a session there is nothing to lock; all else passes: no network, a gateway that is just restarting.
    if (error instanceof ApiProblem && error.code === 'unauthenticated') isUntold = false;
    else telling = setTimeout(() => void tellServer(), tellAgainMs);
  }
}

function isRemembered(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    return false;
  }
}

function remember(next: boolean): void {
  try {
    if (next) localStorage.setItem(storageKey, 'yes');
    else localStorage.removeItem(storageKey);
  } catch {
    // Without storage the server alone remembers.
  }
}
