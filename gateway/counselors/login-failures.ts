import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';

const windowSeconds = 15 * 60;
const maxFailures = 10;

export type FailureCounter = {
  /**
   * Runs one attempt to sign in unless account or network address have failed ten times in fifteen minutes; a failure
   * (`unauthenticated`) counts for both, a success forgets the account's.
   * @throws AppError `rate_limited`; whatever the attempt throws.
   */
  guard<T>(account: string, networkAddress: string, attempt: () => Promise<T>): Promise<T>;
};

/** Failed sign-ins, shared by all processes; accounts are kept as hashes. */
export function createFailureCounter(storeClient: Pool): FailureCounter {
  const limiter = new RateLimiterPostgres({
    storeClient,
    tableName: 'login_failure',
    tableCreated: true,
    keyPrefix: '',
    points: maxFailures,
    duration: windowSeconds,
    clearExpiredByTimeout: false,
  });
  const takeTurn = createTurns();

  async function refuseWhenTooMany(key: string): Promise<void> {
    const state = await limiter.get(key);
    if (!state || state.consumedPoints < maxFailures) return;
    const retryAfterSeconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
    const minutes = Math.ceil(retryAfterSeconds / 60);
    throw new AppError(
      'rate_limited',
      `Too many failed attempts. Try again in ${minutes} minutes.`,
      { retryAfterSeconds },
    );
  }

  return {
    async guard(account, networkAddress, attempt) {
      const accountKey = `account ${createHash('sha256').update(account).digest('base64url')}`;
      const addressKey = `address ${networkAddress}`;
      const guarded = async () => {
        await refuseWhenTooMany(accountKey);
        await refuseWhenTooMany(addressKey);
        try {
          const answer = await attempt();
          await limiter.delete(accountKey);
          return answer;
        } catch (error) {
          if (error instanceof AppError && error.code === 'unauthenticated') {
            await limiter.penalty(accountKey, 1);
            await limiter.penalty(addressKey, 1);
          }
          throw error;
        }
      };
      return takeTurn(accountKey, () => takeTurn(addressKey, guarded));
    },
  };
}

/**
 * One at a time per key: of many guesses sent at once, each is checked after the failure before it was counted. Turns
 * hold no database connection while they wait.
 */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}
