import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again while the conversation is locked by somebody else, 10 to 500 ms apart. Waiting happens here and not in the
 * database, where it would hold up all that share the statement.
 */
export async function untilUnlocked<T>(ask: () => Promise<T | 'locked'>): Promise<T> {
  for (let delayMs = 10; ; delayMs = Math.min(delayMs * 2, 500)) {
    const answer = await ask();
    if (answer !== 'locked') return answer;
    await pause(delayMs, undefined, { ref: false });
  }
}
