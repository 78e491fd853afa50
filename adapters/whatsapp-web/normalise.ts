import type { InboundEvent, ReportedStatus, Sender } from '../adapter.ts';
import { personOf } from './addresses.ts';
import { contentOf } from './content.ts';
import {
  instantOf,
  numberOf,
  objectOf,
  objectsOf,
  rawDataOf,
  textOf,
  widOf,
  type Fields,
} from './fields.ts';
import { rawOf } from './raw.ts';

/** What is known about ids when an event is read. */
export type Reading = {
  nameOf: (id: unknown) => string | null;
  senderOf: (wid: string, displayName?: string | null) => Sender | null;
  /** Whether an id is the number of this channel itself. */
  isMine: (wid: string) => boolean;
  now: () => Date;
};

/** Kinds that WhatsApp puts into a chat by itself; a person wrote none of them. An album's pictures come one by one. */
const notices = new Set([
  'album',
  'broadcast_notification',
  'debug',
  'e2e_notification',
  'gp2',
  'group_notification',
  'notification',
  'notification_template',
  'protocol',
  'reaction',
]);

/** The events of a message of the contact; of our own, `message.echoed`. */
export function messageEvents(message: Fields, reading: Reading): InboundEvent[] {
  const chatId = chatOf(message);
  const reason = foreignReason(chatId, reading) ?? noticeReason(message);
  if (reason) return ignored(reason);
  const fromMe = isFromMe(message);
  const name = fromMe ? null : textOf(rawDataOf(message)['notifyName']);
  const sender = reading.senderOf(chatId, name);
  const externalId = reading.nameOf(message['id']);
  if (!sender || !externalId) return ignored('message_without_id');
  const sentAt = instantOf(message['timestamp']);
  const content = contentOf(message);
  const raw = rawOf(message);
  if (fromMe) return [{ type: 'message.echoed', externalId, sender, sentAt, content, raw }];
  const replyTo = replyToOf(message, chatId, reading);
  const providerOrder = numberOf(message['timestamp']);
  return [
    {
      type: 'message.received',
      externalId,
      sender,
      sentAt,
      providerOrder,
      content,
      ...(replyTo && { replyTo }),
      raw,
    },
  ];
}

/** A message that came encrypted and could not be opened (yet). */
export function undecryptedEvents(
  message: Fields,
  externalId: string,
  reading: Reading,
): InboundEvent[] {
  const chatId = chatOf(message);
  const reason = foreignReason(chatId, reading);
  const sender = reading.senderOf(chatId, textOf(rawDataOf(message)['notifyName']));
  if (reason || !sender || isFromMe(message)) return ignored(reason ?? 'ciphertext');
  return [
    {
      type: 'message.received',
      externalId,
      sender,
      sentAt: instantOf(message['timestamp']),
      providerOrder: numberOf(message['timestamp']),
      content: {
        kind: 'unsupported',
        text: null,
        payload: { rawKind: textOf(rawDataOf(message)['subtype']) ?? 'ciphertext' },
        attachments: [],
      },
      raw: rawOf(message),
    },
  ];
}

/** WhatsApp reports any change of a body; an edit by a person carries its time or replaces a text by another. */
export function editedEvents(
  message: Fields,
  newBody: unknown,
  previousBody: unknown,
  reading: Reading,
): InboundEvent[] {
  const editedMs = numberOf(message['latestEditSenderTimestampMs']);
  const isEdit =
    editedMs !== null ||
    (message['type'] === 'chat' &&
      textOf(newBody) &&
      textOf(previousBody) &&
      newBody !== previousBody);
  const [event] = messageEvents(message, reading);
  if (event?.type !== 'message.received' && event?.type !== 'message.echoed') {
    return event ? [event] : [];
  }
  if (!isEdit) return ignored('body_changed');
  const { externalId, sender, sentAt, content, raw } = event;
  return [
    {
      type: 'message.edited',
      externalId,
      sender,
      editedAt: instantOf((editedMs ?? 0) / 1000) ?? reading.now(),
      sentAt,
      providerOrder: numberOf(message['timestamp']),
      content,
      ...(event.type === 'message.echoed' && { isEcho: true as const }),
      raw,
    },
  ];
}

/**
 * A message that was taken back gets a new id; the old one stands in `protocolMessageKey`.
 * Source: https://github.com/wwebjs/whatsapp-web.js/pull/201694
 */
export function deletedEvents(after: Fields, before: unknown, reading: Reading): InboundEvent[] {
  const reason = foreignReason(chatOf(after), reading);
  if (reason) return ignored(reason);
  const original =
    after['protocolMessageKey'] ??
    rawDataOf(after)['protocolMessageKey'] ??
    objectOf(before)?.['id'] ??
    after['id'];
  const externalId = reading.nameOf(original);
  if (!externalId) return ignored('message_without_id');
  return [{ type: 'message.deleted', externalId, deletedAt: reading.now(), raw: rawOf(after) }];
}

/** An empty reaction takes the earlier one back. Source: https://docs.wwebjs.dev/Reaction.html */
export function reactionEvents(reaction: Fields, reading: Reading): InboundEvent[] {
  const target = objectOf(reaction['msgId']);
  const reason = foreignReason(widOf(target?.['remote']) ?? '', reading);
  if (reason) return ignored(reason);
  const senderId = widOf(reaction['senderId']) ?? '';
  if (objectOf(reaction['id'])?.['fromMe'] === true || reading.isMine(senderId)) {
    return ignored('own_reaction');
  }
  const targetExternalId = reading.nameOf(target);
  const sender = reading.senderOf(senderId);
  if (!targetExternalId || !sender) return ignored('reaction_without_id');
  const emoji = textOf(reaction['reaction']);
  return [
    {
      type: 'reaction.changed',
      targetExternalId,
      sender,
      emojis: emoji ? [emoji] : [],
      at: instantOf(reaction['timestamp']) ?? reading.now(),
      raw: rawOf(reaction),
    },
  ];
}

/** Each change of a vote is a message of its own; without options the vote was taken back. */
export function voteEvents(vote: Fields, reading: Reading): InboundEvent[] {
  const poll = objectOf(vote['parentMsgKey']);
  const reason = foreignReason(widOf(poll?.['remote']) ?? '', reading);
  if (reason) return ignored(reason);
  const voter = widOf(vote['voter']) ?? '';
  if (reading.isMine(voter)) return ignored('own_vote');
  const pollId = reading.nameOf(poll);
  const sender = reading.senderOf(voter);
  if (!pollId || !sender) return ignored('vote_without_id');
  const votedMs = numberOf(vote['interractedAtTs']);
  const sentAt = instantOf((votedMs ?? 0) / 1000);
  const options = objectsOf(vote['selectedOptions']).map((option) => textOf(option['name']) ?? '?');
  return [
    {
      type: 'message.received',
      externalId: `${pollId}_vote_${personOf(voter)?.user}_${votedMs ?? reading.now().getTime()}`,
      sender,
      sentAt,
      providerOrder: sentAt && Math.floor(sentAt.getTime() / 1000),
      content: {
        kind: 'poll_vote',
        text: options.length > 0 ? options.join(', ') : null,
        payload: { poll: pollId, options },
        attachments: [],
      },
      replyTo: { externalId: pollId },
      raw: rawOf(vote),
    },
  ];
}

/** -1 error, 0 waits in the browser, 1 WhatsApp has it, 2 on the phone, 3 read, 4 played. */
const acks = new Map<unknown, ReportedStatus>([
  [-1, 'failed'],
  [0, 'accepted'],
  [1, 'sent'],
  [2, 'delivered'],
  [3, 'read'],
  [4, 'read'],
]);

/** Source: MessageAck, https://docs.wwebjs.dev/global.html#MessageAck */
export function statusEvents(message: Fields, ack: unknown, reading: Reading): InboundEvent[] {
  const reason = foreignReason(chatOf(message), reading);
  if (reason) return ignored(reason);
  const status = acks.get(ack);
  const externalId = reading.nameOf(message['id']);
  if (!isFromMe(message)) return ignored('ack_of_inbound');
  if (!status || !externalId) return ignored('ack_unknown');
  const failure = {
    code: 'provider_unavailable' as const,
    text: 'WhatsApp could not send this message',
    providerCode: 'ACK_ERROR',
  };
  return [
    {
      type: 'status.reported',
      externalId,
      status,
      ...(status === 'failed' && { failure }),
      at: reading.now(),
      raw: { ack, id: message['id'] },
    },
  ];
}

/** Somebody calls the number. WhatsApp reports the same call several times; its id tells them apart. */
export function callEvents(call: Fields, reading: Reading): InboundEvent[] {
  const caller = widOf(call['from']) ?? '';
  if (call['isGroup'] === true) return ignored('group');
  const reason = foreignReason(caller, reading);
  if (reason) return ignored(reason);
  if (call['fromMe'] === true) return ignored('own_call');
  const sender = reading.senderOf(caller);
  const id = textOf(call['id']);
  if (!sender || !id) return ignored('call_without_id');
  const sentAt = instantOf(call['timestamp']) ?? reading.now();
  return [
    {
      type: 'message.received',
      externalId: `call_${id}`,
      sender,
      sentAt,
      providerOrder: Math.floor(sentAt.getTime() / 1000),
      content: {
        kind: 'call',
        text: null,
        payload: { missed: true, isVideo: call['isVideo'] === true },
        attachments: [],
      },
      raw: rawOf(call),
    },
  ];
}

/** A person has a new number. */
export function renamedEvents(
  message: Fields,
  oldId: unknown,
  newId: unknown,
  reading: Reading,
): InboundEvent[] {
  const from = reading.senderOf(widOf(oldId) ?? '')?.urn;
  const to = reading.senderOf(widOf(newId) ?? '')?.urn;
  if (!from || !to || from === to) return ignored('contact_changed');
  return [{ type: 'identity.changed', from, to, at: reading.now(), raw: rawOf(message) }];
}

/** The chat a message belongs to; in a private chat the other person. */
export function chatOf(message: Fields): string {
  const remote = widOf(objectOf(message['id'])?.['remote']);
  return remote ?? widOf(message[isFromMe(message) ? 'to' : 'from']) ?? '';
}

export function isFromMe(message: Fields): boolean {
  return message['fromMe'] === true || objectOf(message['id'])?.['fromMe'] === true;
}

/** Why a chat is none of ours, or null for a private chat with a person. */
function foreignReason(chatId: string, { isMine }: Reading): string | null {
  if (chatId === 'status@broadcast') return 'status_broadcast';
  if (chatId.endsWith('@broadcast')) return 'broadcast';
  if (chatId.endsWith('@newsletter')) return 'newsletter';
  if (chatId.endsWith('@g.us')) return 'group';
  if (chatId === '0@c.us') return 'whatsapp_itself';
  if (!personOf(chatId)) return 'unknown_chat';
  return isMine(chatId) ? 'own_chat' : null;
}

function noticeReason(message: Fields): string | null {
  const type = textOf(message['type']);
  if (type === 'call_log' && isFromMe(message)) return 'own_call';
  return type !== null && notices.has(type) ? `notice_${type}` : null;
}

function replyToOf(message: Fields, chatId: string, reading: Reading) {
  const raw = rawDataOf(message);
  const id = textOf(raw['quotedStanzaID']);
  if (!id) return null;
  const author = widOf(raw['quotedParticipant']) ?? '';
  const fromMe = author === widOf(message['to']) || reading.isMine(author);
  const externalId = reading.nameOf({ id, fromMe, remote: chatId });
  const quoted = objectOf(raw['quotedMsg']);
  const quote = quoted?.['type'] === 'chat' ? textOf(quoted['body']) : null;
  return externalId ? { externalId, ...(quote && { quote }) } : null;
}

function ignored(reason: string): InboundEvent[] {
  return [{ type: 'ignored', reason }];
}
