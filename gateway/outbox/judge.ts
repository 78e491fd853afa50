import { isDeepStrictEqual } from 'node:util';
import { restsFor, type SendError, type SendErrorCode } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { backoffMs, maxAttempts, patienceMs } from './backoff.ts';
import type { Claimed } from './claim.ts';
import type { OutboxDependencies } from './dependencies.ts';
import type { Failure, Verdict } from './finish.ts';
import { heldDelayMs, holdChannel } from './hold-channel.ts';
import { markContact } from './mark-contact.ts';
import { pauseChannel, pauseContact } from './pace.ts';

/** Says of the provider's own condition and nothing of the message: it passes, however long it takes. */
const passing = new Set<string>([
  'provider_unavailable',
  'throttled',
  'throttled_contact',
] satisfies SendErrorCode[]);

/** What an error that we understand means for the delivery, its contact and its channel. */
export async function judge(
  dependencies: OutboxDependencies,
  error: SendError,
  channel: ConnectedChannel,
  claimed: Claimed,
): Promise<Verdict> {
  const { code, message: text, providerCode } = error;
  const failure = { code, text, providerCode };
  if (!error.certain) return { status: 'unknown', failure };
  const rests = restsFor[code];
  if (rests === 'repair') return waitForRepair(dependencies, channel, failure);
  await markContact(dependencies.database, channel, claimed, code);
  if (!error.retryable || code === 'address_changed') return failed(failure);
  // What keeps others waiting, too, must not grow with the bad luck of one message.
  const attempts = rests ? Math.min(claimed.attempt_count, 6) : claimed.attempt_count;
  const delayMs = backoffMs(attempts, error.retryAfterMs);
  if (rests) dependencies.metrics.throttles.inc({ channel: channel.kind, rests });
  if (rests === 'channel') await pauseChannel(dependencies, channel, failure, delayMs);
  if (rests === 'contact') await pauseContact(dependencies, claimed, delayMs);
  return tryAgain(claimed, failure, delayMs);
}

/** Again after the delay, unless it was the last attempt. */
export function tryAgain(claimed: Claimed, failure: Failure, delayMs: number): Verdict {
  const isUsedUp = passing.has(failure.code)
    ? Date.now() - claimed.created_at.getTime() >= patienceMs
    : claimed.attempt_count >= maxAttempts;
  if (claimed.is_last_attempt || isUsedUp) return failed(failure);
  return { status: 'queued', delayMs, failure };
}

export function failed(failure: Failure): Verdict {
  return { status: 'failed', failure };
}

async function waitForRepair(
  dependencies: OutboxDependencies,
  channel: ConnectedChannel,
  failure: Failure & { code: SendErrorCode },
): Promise<Verdict> {
  const { directory } = dependencies;
  directory.forget(channel.id);
  const current = await directory.byId(channel.id);
  // Ours were outdated: somebody has changed them since.
  const areOutdated = current && !isDeepStrictEqual(current.credentials, channel.credentials);
  if (areOutdated) return { status: 'queued', delayMs: 0, failure };
  await holdChannel(dependencies, channel, failure);
  return { status: 'queued', delayMs: Math.ceil((heldDelayMs * (1 + Math.random())) / 2), failure };
}
