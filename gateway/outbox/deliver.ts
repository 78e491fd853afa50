import { SendError } from '../../adapters/adapter.ts';
import type { ChannelDirectory, ConnectedChannel } from '../channel-directory.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database.ts';
import type { Files } from '../files.ts';
import type { Keyring } from '../keyring.ts';
import type { Log } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { providerCall } from '../provider-call.ts';
import type { Queues } from '../queues.ts';
import { backoffMs, maxAttempts } from './backoff.ts';
import { createClaimer, type Claimed } from './claim.ts';
import { composeMessage, type Composed } from './compose-message.ts';
import { createFinisher, type Failure } from './finish.ts';
import { holdChannel } from './hold-channel.ts';

export type OutboxDependencies = {
  config: Config & { publicUrl: string };
  database: Database;
  directory: ChannelDirectory;
  files: Files;
  keyring: Keyring;
  queues: Queues;
  metrics: Metrics;
  log: Log;
  /** The advisory lock this worker holds while it lives; see `worker-life.ts`. */
  workerKey: string;
};

const sendTimeoutMs = 30_000;

/**
 * Drains a conversation's mailbox in order: takes the head, sends it, writes down what became of it, until nothing is
 * due. Other conversations drain in parallel.
 */
export function createDeliverer(dependencies: OutboxDependencies): (conversationId: string) => Promise<void> {
  const { config, database, directory, queues, metrics, log, workerKey } = dependencies;
  const claim = createClaimer(database, workerKey);
  const finish = createFinisher(database);

  return async (conversationId) => {
    for (let claimed = await claim(conversationId); claimed; claimed = await claim(conversationId)) {
      await deliver(claimed);
    }
  };

  async function deliver(claimed: Claimed): Promise<void> {
    const startedAt = performance.now();
    const channel = await directory.byId(claimed.channel_id);
    const keys = channel?.keys ?? (await dependencies.keyring.of(claimed.organization_id));
    const settled = { deliveryId: claimed.delivery_id, channelId: claimed.channel_id, keys };
    if (!channel || channel.status === 'disabled') {
      const failure = { code: 'channel_down', text: 'The channel was switched off.', providerCode: null };
      await finish({ ...settled, status: 'failed', failure });
      return;
    }
    let isCalling = false;
    try {
      const composed = await composeMessage({ ...dependencies, publicUrl: config.publicUrl }, channel, claimed);
      const callIndexes = [...composed.parts.keys()].filter((index) => !claimed.done_calls.includes(index));
      for (const [position, callIndex] of callIndexes.entries()) {
        isCalling = true;
        const { parts } = await send(channel, claimed, composed, callIndex);
        isCalling = false;
        const isLast = position === callIndexes.length - 1;
        await finish({ ...settled, status: isLast ? 'accepted' : 'sending', sent: { callIndex, parts } });
      }
      if (callIndexes.length === 0) await finish({ ...settled, status: 'accepted' });
      noteOutcome('accepted');
    } catch (error) {
      if (error instanceof SendError) {
        await fail(error, channel);
        return;
      }
      log.error({ err: error, deliveryId: claimed.delivery_id, isCalling }, 'delivery broke');
      // A bug of ours: before the call nothing has left; during it nobody knows.
      const failure = { code: isCalling ? 'no_answer' : 'internal_error', text: '', providerCode: null };
      await finish({ ...settled, status: isCalling ? 'unknown' : 'failed', failure });
      noteOutcome(isCalling ? 'unknown' : 'failed');
    }

    async function fail(error: SendError, connected: ConnectedChannel): Promise<void> {
      const failure: Failure = { code: error.code, text: error.message, providerCode: error.providerCode };
      if (error.code === 'credentials_failed') await holdChannel(database, directory, connected, failure);
      const waitsForRepair = error.code === 'credentials_failed' && claimed.attempt_count < maxAttempts * 10;
      const isRetried = error.retryable && error.certain && (waitsForRepair || claimed.attempt_count < maxAttempts);
      if (isRetried) {
        const delayMs = backoffMs(claimed.attempt_count, error.retryAfterMs);
        await finish({ ...settled, status: 'queued', nextAttemptAt: new Date(Date.now() + delayMs), failure });
        await queues.wakeMailbox(claimed.conversation_id, delayMs);
      } else await finish({ ...settled, status: error.certain ? 'failed' : 'unknown', failure });
      noteOutcome(isRetried ? 'queued' : error.certain ? 'failed' : 'unknown', error.code);
    }

    function noteOutcome(outcome: string, code?: string): void {
      metrics.deliveries.inc({ channel: channel?.kind ?? 'none', outcome });
      const elapsedMs = Math.round(performance.now() - startedAt);
      const { delivery_id: deliveryId, conversation_id: conversationId, attempt_count: attempt } = claimed;
      log.info({ deliveryId, conversationId, attempt, outcome, code, elapsedMs }, 'delivery attempted');
    }
  }

  async function send(channel: ConnectedChannel, claimed: Claimed, composed: Composed, callIndex: number) {
    const part = composed.parts[callIndex];
    if (!part) throw new Error(`Delivery ${claimed.delivery_id} has no part ${callIndex}`);
    const stop = metrics.sendSeconds.startTimer({ channel: channel.kind });
    try {
      return await channel.adapter.send(
        {
          deliveryId: claimed.delivery_id,
          partIndex: callIndex,
          to: composed.to,
          text: part.text,
          attachments: part.attachments,
          replyToExternalId: callIndex === 0 ? composed.replyToExternalId : null,
          ...(composed.template && { template: composed.template }),
          statusUrl: `${config.publicUrl}/webhooks/${channel.kind}/${channel.id}/status/${claimed.delivery_id}`,
        },
        channel.credentials,
        providerCall(config, channel.kind, { timeoutMs: sendTimeoutMs, log, channelId: channel.id }),
      );
    } finally {
      stop();
    }
  }
}
