import type { ProblemCode } from '../../adapters/adapter.ts';
import { lineBackoffMs } from './backoff.ts';
import type { LineReport } from './line-store.ts';
import type { LineTuning } from './tuning.ts';

export function lossReport(reason: string, losses: number, tuning: LineTuning): LineReport {
  return {
    state: 'lost',
    reason,
    losses,
    delayMs: lineBackoffMs(losses, tuning),
    status: 'unverified',
    problemCode: 'unreachable',
    problem: `The connection was lost (${reason}). Lotse tries again by itself.`,
  };
}

/** What is missing here is no matter of the account. */
export function endReport(problemCode: ProblemCode, reason: string): LineReport {
  return {
    state: 'ended',
    problemCode,
    reason,
    losses: 0,
    status: problemCode === 'misconfigured' ? 'unverified' : 'credentials_failed',
    problem: `The connection has ended (${reason}). Look at the channel's page for what to do.`,
  };
}
