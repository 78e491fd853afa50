import type { OutboxDependencies } from './dependencies.ts';
import type { Verdict } from './finish.ts';
import { wakeWaiting } from './hold-channel.ts';

/** A provider that answers now and then must not be asked by everybody each time. */
const restMs = 30_000;

/**
 * After an outage the waits are long. The first message that gets through again makes due what else waits for the
 * provider; the channel's pace keeps that from being a rush.
 */
export function createRecovery({
  database,
  queues,
  log,
}: Pick<OutboxDependencies, 'database' | 'queues' | 'log'>): (
  channelId: string,
  verdict: Verdict,
) => Promise<void> {
  /** Channels whose provider was away, and when their waiting messages were last woken. */
  const troubled = new Map<string, number>();

  return async (channelId, { status, failure }) => {
    if (status === 'queued' && failure?.code === 'provider_unavailable')
      troubled.set(channelId, troubled.get(channelId) ?? 0);
    const lastWokenAt = troubled.get(channelId);
    if (status !== 'accepted' || lastWokenAt === undefined) return;
    if (Date.now() - lastWokenAt < restMs) return;
    troubled.set(channelId, Date.now());
    const waiting = await wakeWaiting({ database, queues }, channelId, [
      'provider_unavailable',
    ]).catch((err: unknown) => log.warn({ err, channelId }, 'waiting messages not woken'));
    if (waiting === 0) troubled.delete(channelId);
  };
}
