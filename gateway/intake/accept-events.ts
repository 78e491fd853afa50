import type { InboundEvent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { AccountEvent } from '../channel-log/report.ts';
import type { Wish } from '../conversation/wishes.ts';
import type { Log } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Queues } from '../queues.ts';
import type { ChangeEvent, ChangeRecorder } from './record-changes.ts';
import type { Echo, EchoRecorder } from './record-echo.ts';
import type { IncomingStatus } from './record-statuses.ts';
import type { IncomingMessage, MessageReceipt } from './receive-messages.ts';

/** What became of the events of one request. */
export type Accepted = {
  /** New messages. */
  messageIds: string[];
  /** Deliveries that were reported on, where the provider names them. */
  deliveryIds: string[];
  /** Why events were left alone. */
  ignored: string[];
};

export type Intake = {
  /** Resolves when every event is durably stored; then, and only then, the provider is answered 2xx. */
  accept(channel: ConnectedChannel, events: InboundEvent[], receivedAt: Date): Promise<Accepted>;
};

type Dependencies = {
  receiveMessage: (incoming: IncomingMessage) => Promise<MessageReceipt>;
  recordStatus: (incoming: IncomingStatus) => Promise<boolean>;
  recordChange: ChangeRecorder;
  recordEcho: EchoRecorder;
  /** What a stored message teaches about its contact; its failure loses nothing that the next message does not bring. */
  learnFrom: (incoming: IncomingMessage, receipt: MessageReceipt) => Promise<void>;
  learnAliases: (incoming: IncomingStatus) => Promise<void>;
  report: (channel: ConnectedChannel, event: AccountEvent) => Promise<void>;
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
  const { receiveMessage, recordStatus, recordChange, recordEcho, report } = dependencies;
  const { learnFrom, learnAliases, acknowledge, queues, metrics, log } = dependencies;

  /** Resolves to whether it was new. */
  async function acceptMessage(
    channel: ConnectedChannel,
    event: IncomingMessage['event'],
    receivedAt: Date,
    accepted: Accepted,
    wish?: Wish,
  ) {
    const incoming = { channel, event, receivedAt, ...(wish && { wish }) };
    const receipt = await receiveMessage(incoming);
    await learnFrom(incoming, receipt);
    if (receipt.isDuplicate) {
      metrics.duplicates.inc({ channel: channel.kind });
      log.info(
        { channelId: channel.id, conversationId: receipt.conversationId },
        'duplicate message ignored',
      );
      accepted.ignored.push('duplicate');
      return false;
    }
    accepted.messageIds.push(receipt.messageId);
    metrics.received.inc({ channel: channel.kind });
    for (const id of receipt.attachmentIds) void queues.wakeAttachment(id);
    if (channel.automation !== 'off') void queues.wakeAutomation(receipt.conversationId);
    if (event.acknowledge) acknowledge(channel, event.acknowledge);
    return true;
  }

  async function acceptStatus(
    channel: ConnectedChannel,
    event: IncomingStatus['event'],
    accepted: Accepted,
  ) {
    if (event.deliveryId) accepted.deliveryIds.push(event.deliveryId);
    const isParked = await recordStatus({ channel, event });
    metrics.statuses.inc({ channel: channel.kind, status: event.status });
    if (isParked) log.info({ channelId: channel.id, status: event.status }, 'status parked');
    await learnAliases({ channel, event });
  }

  /** What left from our number without us; perhaps it is the trace of a send of ours that got no answer. */
  async function acceptEcho(
    channel: ConnectedChannel,
    event: Echo,
    receivedAt: Date,
    accepted: Accepted,
  ) {
    const outcome = await recordEcho(channel, event, receivedAt);
    if ('ignored' in outcome) ignore(channel, outcome.ignored, accepted);
    else if ('deliveryId' in outcome) {
      const { externalId, sentAt, raw } = event;
      const { deliveryId } = outcome;
      const report = { type: 'status.reported', externalId, status: 'sent', deliveryId } as const;
      await acceptStatus(channel, { ...report, at: sentAt ?? receivedAt, raw }, accepted);
    } else {
      accepted.messageIds.push(outcome.messageId);
      for (const id of outcome.attachmentIds) void queues.wakeAttachment(id);
    }
  }

  async function acceptChange(
    channel: ConnectedChannel,
    event: ChangeEvent,
    receivedAt: Date,
    accepted: Accepted,
  ) {
    const outcome = await recordChange(channel, event);
    if (event.type === 'message.edited' && outcome.ignored === 'unknown_message') {
      // The original has not come, perhaps never will: what was made of it is stored in its place.
      if (event.isEcho) {
        await acceptEcho(channel, { ...event, type: 'message.echoed' }, receivedAt, accepted);
        return;
      }
      const isNew = await acceptMessage(
        channel,
        { ...event, type: 'message.received' },
        receivedAt,
        accepted,
      );
      // It came at this very moment: the edit has something to change after all.
      if (!isNew) await recordChange(channel, event);
    } else if (outcome.ignored) ignore(channel, outcome.ignored, accepted);
  }

  function ignore(channel: ConnectedChannel, reason: string, accepted: Accepted) {
    accepted.ignored.push(reason);
    metrics.ignored.inc({ channel: channel.kind, reason });
    log.info({ channelId: channel.id, reason }, 'event ignored');
  }

  return {
    async accept(channel, events, receivedAt) {
      const accepted: Accepted = { messageIds: [], deliveryIds: [], ignored: [] };
      const wishes = wishesOf(events);
      let submitted: Promise<unknown>[] = [];
      for (const event of events) {
        if (wishes.folded.has(event)) continue;
        if (event.type === 'message.received') {
          const wish = wishes.byMessage.get(event);
          submitted.push(acceptMessage(channel, event, receivedAt, accepted, wish));
        } else if (event.type === 'status.reported') {
          submitted.push(acceptStatus(channel, event, accepted));
        } else if (event.type === 'ignored') {
          ignore(channel, event.reason, accepted);
        } else if (event.type === 'channel.reported') {
          submitted.push(report(channel, event));
        } else {
          await allSettled(submitted);
          submitted = [];
          if (event.type === 'message.echoed') {
            await acceptEcho(channel, event, receivedAt, accepted);
            continue;
          }
          await acceptChange(channel, event, receivedAt, accepted);
          if (event.type === 'channel.down' || event.type === 'channel.up')
            await report(channel, event);
        }
      }
      await allSettled(submitted);
      return accepted;
    },
  };
}

/**
 * What a provider says that a message asks for comes right behind it, and is stored with it: a STOP that is there holds.
 */
function wishesOf(events: InboundEvent[]) {
  const byMessage = new Map<InboundEvent, Wish>();
  const folded = new Set<InboundEvent>();
  for (const [index, event] of events.entries()) {
    const wish = wishEvents[event.type];
    const before = events[index - 1];
    if (!wish || before?.type !== 'message.received') continue;
    if (!('sender' in event) || before.sender.urn !== event.sender.urn) continue;
    byMessage.set(before, wish);
    folded.add(event);
  }
  return { byMessage, folded };
}

const wishEvents: Partial<Record<InboundEvent['type'], Wish>> = {
  'contact.opted_out': 'opted_out',
  'contact.opted_in': 'opted_in',
  'contact.help_requested': 'help_requested',
};

/** Waits for all, then fails with the first failure: nothing of a webhook is left running behind its answer. */
async function allSettled(promises: Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
