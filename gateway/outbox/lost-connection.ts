import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** The database went away or is coming up; it did not refuse the statement. Classes 08 and 57P of SQLSTATE. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P)/.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  if ('code' in error) return /^E[A-Z]+$/.test(String(error.code));
  // The driver's own errors have no code.
  return /^(Connection terminated|Client (has encountered|was closed)|timeout exceeded)/.test(
    error.message,
  );
}

/** Does the work again for as long as it fails because the database is away; at most `attempts` times. */
export async function outlastDatabase<T>(work: () => Promise<T>, attempts = Infinity): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !isConnectionLost(error)) throw error;
      await pause(Math.min(50 * 2 ** Math.min(attempt, 6), 2000), undefined, { ref: false });
    }
  }
}
