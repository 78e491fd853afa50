/** When somebody last did something, in any window of this browser; by the clock, so that a sleeping laptop counts. */
const activityKey = 'lotse.activity';
const minutesKey = 'lotse.idleMinutes';
const standardMinutes = 15;
const writeEveryMs = 3000;

let markedAt = 0;

/** Somebody is here. Written at most every three seconds. */
export function markActivity(now: number = Date.now()): void {
  if (Math.abs(now - markedAt) < writeEveryMs) return;
  markedAt = now;
  write(activityKey, now);
}

/** For how long nobody has done anything, in milliseconds; 0 as long as nothing is known. */
export function idleMs(now: number = Date.now()): number {
  const last = read(activityKey) ?? now;
  return Math.max(0, now - last);
}

/** Whether the screen must be locked by now. */
export function isOverdue(now: number = Date.now()): boolean {
  return idleMs(now) >= (read(minutesKey) ?? standardMinutes) * 60_000;
}

/** After how many minutes the screen of this browser locks; kept here, because it must hold before anything is loaded. */
export function keepIdleMinutes(minutes: number): void {
  write(minutesKey, minutes);
}

function read(key: string): number | undefined {
  try {
    const stored = Number(localStorage.getItem(key) ?? Number.NaN);
    return Number.isFinite(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: number): void {
  try {
    localStorage.setItem(key, String(value));
  } catch {
    // Without storage each window counts for itself: the screen is never locked by the clock.
  }
}
