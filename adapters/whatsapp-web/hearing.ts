import type { InboundEvent } from '../adapter.ts';
import type { Addresses } from './addresses.ts';
import { objectOf, rawDataOf, textOf, widOf, type Fields } from './fields.ts';
import type { Inbox } from './inbox.ts';
import { keyOf, type KnownMessages } from './known-messages.ts';
import type { WebClient } from './library.ts';
import {
  callEvents,
  chatOf,
  deletedEvents,
  editedEvents,
  isFromMe,
  messageEvents,
  reactionEvents,
  renamedEvents,
  statusEvents,
  undecryptedEvents,
  voteEvents,
  type Reading,
} from './normalise.ts';
import type { Outgoing } from './outgoing.ts';

type Dependencies = {
  client: Pick<WebClient, 'on' | 'getMessageById' | 'info'>;
  inbox: Inbox;
  addresses: Addresses;
  known: KnownMessages;
  outgoing: Outgoing;
  /** External ids of messages that were announced as undecryptable and may still be opened. */
  sealed: Set<string>;
  /** How long after the library gave up a message may still come before its place is marked. */
  decryptGraceMs: number;
  now: () => Date;
};

export type Hearing = {
  /** Events of messages read from the history, oldest first. */
  readHistory(messages: Fields[]): Promise<InboundEvent[]>;
  /** Looks whether messages that could not be opened can be now. */
  readSealed(): Promise<void>;
  stop(): void;
};

const callLogWindowMs = 600_000;
const maxSealed = 200;
const maxSealedPerLook = 20;

/**
 * Listens to everything a person may do in a private chat.
 * Source: https://docs.wwebjs.dev/Client.html (events)
 */
export function hear(dependencies: Dependencies): Hearing {
  const { client, inbox, addresses, known, outgoing, sealed, now } = dependencies;
  const graces = new Map<string, NodeJS.Timeout>();
  const callsAt = new Map<string, number>();
  const reading: Reading = {
    nameOf: known.nameOf,
    senderOf: addresses.senderOf,
    isMine,
    now,
  };

  /** By number, because our own chat may go by a `@lid`, too. */
  function isMine(wid: string): boolean {
    const mine = addresses.senderOf(client.info?.wid?._serialized ?? '')?.urn;
    return mine !== undefined && addresses.senderOf(wid)?.urn === mine;
  }

  /** Takes what came, after it is known who the person behind the chat is. */
  function take(wid: unknown, read: () => InboundEvent[]): void {
    inbox.take(async () => {
      await addresses.learn(widOf(wid) ?? '');
      return read();
    });
  }

  function received(message: Fields): void {
    graceOver(message);
    take(chatOf(message), () => readMessage(message));
  }

  function readMessage(message: Fields): InboundEvent[] {
    if (message['type'] === 'ciphertext') return readUndecrypted(message);
    if (message['type'] === 'revoked') return readDeleted(message, null);
    const [event] = messageEvents(message, reading);
    if (event?.type !== 'message.received') return event ? [event] : [];
    if (known.isStored(event.externalId)) return [];
    if (message['type'] === 'call_log' && isCallKnown(event.sender.urn)) {
      return [{ type: 'ignored', reason: 'call_known' }];
    }
    addresses.setChat(event.sender.urn, chatOf(message));
    known.setStored(event.externalId);
    return [event, ...openedEvents(event.externalId)];
  }

  /** The place that was held for a message goes when the message itself comes. */
  function openedEvents(externalId: string): InboundEvent[] {
    if (!sealed.delete(externalId)) return [];
    return [
      {
        type: 'message.deleted',
        externalId: placeholderOf(externalId),
        deletedAt: now(),
        raw: { externalId },
      },
    ];
  }

  function readDeleted(after: Fields, before: unknown): InboundEvent[] {
    const events = deletedEvents(after, before, reading);
    const [event] = events;
    return event?.type === 'message.deleted'
      ? [...events, ...openedEvents(event.externalId)]
      : events;
  }

  function isCallKnown(urn: string): boolean {
    return now().getTime() - (callsAt.get(urn) ?? 0) < callLogWindowMs;
  }

  /** Holds the place of a message that could not be opened, under a name of its own: the message's stays free for it. */
  function readUndecrypted(message: Fields): InboundEvent[] {
    const externalId = known.nameOf(message['id']);
    if (!externalId || known.isStored(externalId)) return [];
    const events = undecryptedEvents(message, placeholderOf(externalId), reading);
    if (events[0]?.type === 'message.received' && mayStillOpen(message)) sealed.add(externalId);
    const [oldest] = sealed;
    if (sealed.size > maxSealed && oldest !== undefined) sealed.delete(oldest);
    return events;
  }

  /** Mostly the message follows within seconds, once the sender's phone has sent its key again. */
  function encrypted(message: Fields): void {
    take(chatOf(message), () =>
      mayStillOpen(message)
        ? [{ type: 'ignored', reason: 'ciphertext' }]
        : readUndecrypted(message),
    );
  }

  function decryptionFailed(message: Fields): void {
    const key = keyOf(message['id'])?.own;
    if (!key || graces.has(key)) return;
    const timer = setTimeout(() => {
      graces.delete(key);
      take(chatOf(message), () => readUndecrypted(message));
    }, dependencies.decryptGraceMs);
    graces.set(key, timer);
  }

  function graceOver(message: Fields): void {
    const key = keyOf(message['id'])?.own ?? '';
    clearTimeout(graces.get(key));
    graces.delete(key);
  }

  /** A message that left from this number: ours, or written on the phone. */
  function created(message: Fields): void {
    if (!isFromMe(message)) return;
    const externalId = known.nameOf(message['id']);
    const pending = externalId && outgoing.claim(message, externalId);
    if (!pending) {
      outgoing.whenQuiet(() => take(chatOf(message), () => readEcho(message)));
      return;
    }
    known.setStored(externalId);
    if (pending.isUncertain) inbox.take(() => [leftEvent(externalId, pending.deliveryId, now())]);
    else inbox.take(() => [{ type: 'ignored', reason: 'own_echo' }]);
  }

  function readEcho(message: Fields): InboundEvent[] {
    const [event] = messageEvents(message, reading);
    if (event?.type !== 'message.echoed') return event ? [event] : [];
    if (known.isStored(event.externalId)) return [];
    known.setStored(event.externalId);
    return outgoing.deliveryOf(event.externalId)
      ? [{ type: 'ignored', reason: 'own_echo' }]
      : [event];
  }

  function called(call: Fields): void {
    take(call['from'], () => {
      const [event] = callEvents(call, reading);
      if (event?.type !== 'message.received') return event ? [event] : [];
      callsAt.set(event.sender.urn, now().getTime());
      if (known.isStored(event.externalId)) return [];
      known.setStored(event.externalId);
      return [event];
    });
  }

  function listen(event: string, handle: (subject: Fields, ...rest: unknown[]) => void): void {
    client.on(event, (subject, ...rest) => handle(objectOf(subject) ?? {}, ...rest));
  }

  listen('message', received);
  listen('message_create', created);
  listen('message_ciphertext', encrypted);
  listen('message_ciphertext_failed', decryptionFailed);
  listen('message_edit', (message, newBody, previousBody) =>
    take(chatOf(message), () => editedEvents(message, newBody, previousBody, reading)),
  );
  listen('message_revoke_everyone', (after, before) =>
    take(chatOf(after), () => readDeleted(after, before)),
  );
  listen('message_ack', (message, ack) => take(null, () => statusEvents(message, ack, reading)));
  listen('message_reaction', (reaction) =>
    take(reaction['senderId'], () => reactionEvents(reaction, reading)),
  );
  listen('vote_update', (vote) => take(vote['voter'], () => voteEvents(vote, reading)));
  listen('call', called);
  listen('contact_changed', (message, oldId, newId) =>
    take(newId, () => renamedEvents(message, oldId, newId, reading)),
  );

  return {
    async readHistory(messages) {
      const events: InboundEvent[] = [];
      for (const message of messages) {
        await addresses.learn(chatOf(message));
        events.push(...readPast(message));
      }
      return events;
    },
    async readSealed() {
      for (const externalId of [...sealed].slice(0, maxSealedPerLook)) {
        const message = await client.getMessageById(externalId).catch(() => null);
        if (message && message.type !== 'ciphertext') received(message);
      }
    },
    stop() {
      for (const timer of graces.values()) clearTimeout(timer);
    },
  };

  /** An edit during the gap tells what the message says now, whether or not it had come before. */
  function readPast(message: Fields): InboundEvent[] {
    if (isFromMe(message) && message['type'] !== 'revoked') return readEcho(message);
    const events = readMessage(message);
    const [event] = events;
    if (event?.type !== 'message.received' || !message['latestEditSenderTimestampMs'])
      return events;
    return [...editedEvents(message, null, null, reading), ...events.slice(1)];
  }
}

/** A message of which nobody knew whether it left has left. */
export function leftEvent(externalId: string, deliveryId: string, at: Date): InboundEvent {
  const raw = { externalId };
  return { type: 'status.reported', externalId, status: 'accepted', deliveryId, at, raw };
}

/** What may be seen once only is never opened on linked devices. */
function mayStillOpen(message: Fields): boolean {
  return !textOf(rawDataOf(message)['subtype'])?.endsWith('_unavailable_fanout');
}

function placeholderOf(externalId: string): string {
  return `${externalId}_ciphertext`;
}
