import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is neither undefined, null nor false. The message says what never happened. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > deadline)
      throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`, { cause: lastError });
    await pause(15);
  }
}
