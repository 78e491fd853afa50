/** After so long a message that the provider could not take at the time is a person's to try again. */
export const patienceMs = 24 * 3_600_000;

/** What fails otherwise than by the provider's own condition is given up after so many attempts. */
export const maxAttempts = 10;

const baseMs = 1000;
const ceilingMs = 10 * 60_000;

/**
 * How long to wait after the given number of attempts: doubles from one second to ten minutes, with jitter between half
 * and the whole, so that what failed together does not come back together. The provider's own wish is never undercut.
 */
export function backoffMs(
  attempts: number,
  retryAfterMs: number | null,
  random: () => number = Math.random,
): number {
  const full = Math.min(ceilingMs, baseMs * 2 ** Math.min(attempts - 1, 20));
  const jittered = full / 2 + (full / 2) * random();
  return Math.ceil(Math.max(jittered, retryAfterMs ?? 0));
}
