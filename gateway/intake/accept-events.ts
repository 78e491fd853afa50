import type { InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Log } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Queues } from '../queues.ts';
import type { ChangeEvent, ChangeRecorder } from './record-changes.ts';
import type { IncomingStatus } from './record-statuses.ts';
import type { IncomingMessage, MessageReceipt } from './receive-messages.ts';

export type Intake = {
  /** Resolves when every event is durably stored; then, and only then, the provider is answered 2xx. */
  accept(channel: ConnectedChannel, events: InboundEvent[], receivedAt: Date): Promise<void>;
};

type Dependencies = {
  receiveMessage: (incoming: IncomingMessage) => Promise<MessageReceipt>;
  recordStatus: (incoming: IncomingStatus) => Promise<boolean>;
  recordChange: ChangeRecorder;
  acknowledge: (channel: ConnectedChannel, token: string) => void;
  queues: Queues;
  metrics: Metrics;
  log: Log;
};

/**
 * Takes the events of one webhook in the provider's order. What belongs to one transaction is submitted at once, so
 * that it shares the next group commit; a change waits for the messages before it, because it may be about one of them.
 */
export function createIntake(dependencies: Dependencies): Intake {
  const { receiveMessage, recordStatus, recordChange, acknowledge, queues, metrics, log } =
    dependencies;

  /** Resolves to whether it was new. */
  async function acceptMessage(
    channel: ConnectedChannel,
    event: IncomingMessage['event'],
    receivedAt: Date,
  ) {
    const receipt = await receiveMessage({ channel, event, receivedAt });
    if (receipt.isDuplicate) {
      metrics.duplicates.inc({ channel: channel.kind });
      log.info(
        { channelId: channel.id, conversationId: receipt.conversationId },
        'duplicate message ignored',
      );
      return false;
    }
    metrics.received.inc({ channel: channel.kind });
    for (const id of receipt.attachmentIds) void queues.wakeAttachment(id);
    if (event.acknowledge) acknowledge(channel, event.acknowledge);
    return true;
  }

  async function acceptStatus(channel: ConnectedChannel, event: IncomingStatus['event']) {
    const isParked = await recordStatus({ channel, event });
    metrics.statuses.inc({ channel: channel.kind, status: event.status });
    if (isParked) log.info({ channelId: channel.id, status: event.status }, 'status parked');
  }

  async function acceptChange(channel: ConnectedChannel, event: ChangeEvent, receivedAt: Date) {
    const outcome = await recordChange(channel, event);
    if (event.type === 'message.edited' && outcome.ignored === 'unknown_message') {
      // The original has not come, perhaps never will: what was made of it is stored in its place.
      const isNew = await acceptMessage(
        channel,
        { ...event, type: 'message.received' },
        receivedAt,
      );
      // It came at this very moment: the edit has something to change after all.
      if (!isNew) await recordChange(channel, event);
    } else if (outcome.ignored) ignore(channel, outcome.ignored);
  }

  function ignore(channel: ConnectedChannel, reason: string) {
    metrics.ignored.inc({ channel: channel.kind, reason });
    log.info({ channelId: channel.id, reason }, 'event ignored');
  }

  return {
    async accept(channel, events, receivedAt) {
      let submitted: Promise<unknown>[] = [];
      for (const event of events) {
        if (event.type === 'message.received') {
          submitted.push(acceptMessage(channel, event, receivedAt));
        } else if (event.type === 'status.reported') {
          submitted.push(acceptStatus(channel, event));
        } else if (event.type === 'ignored') {
          ignore(channel, event.reason);
        } else {
          await allSettled(submitted);
          submitted = [];
          await acceptChange(channel, event, receivedAt);
        }
      }
      await allSettled(submitted);
    },
  };
}

/** Waits for all, then fails with the first failure: nothing of a webhook is left running behind its answer. */
async function allSettled(promises: Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
