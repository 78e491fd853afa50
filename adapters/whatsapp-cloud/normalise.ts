import type { InboundEvent } from '../adapter.ts';
import { readContent } from './content.ts';
import { asId, asObject, asReason, objectsOf, type Json } from './json.ts';
import { findContact, readSender, whatsappUrn } from './sender.ts';
import { systemEvents } from './system-message.ts';
import { readTimestamp } from './timestamp.ts';

/**
 * Translates one entry of `messages`. `value` is the change it came in, `receivedAt` stands in for a missing time.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function normaliseMessage(message: Json, value: Json, receivedAt: Date): InboundEvent[] {
  const externalId = asId(message.id);
  if (externalId === null) return [{ type: 'ignored', reason: 'message_without_id' }];
  if (asId(message.group_id) !== null) return [{ type: 'ignored', reason: 'group_message' }];
  const ids: [unknown, unknown] = [message.from, message.from_user_id];
  const isOnly = objectsOf(value.messages).length === 1;
  const contact = findContact(objectsOf(value.contacts), ids, isOnly);
  const raw = { message, contact, metadata: value.metadata };
  const moment = readTimestamp(message.timestamp);
  const at = moment.at ?? receivedAt;

  if (message.type === 'revoke') return [deleted(asObject(message.revoke), at, raw)];
  if (message.type === 'system') {
    const events = systemEvents(message, at, raw);
    if (events.length > 0) return events;
  }
  const sender = readSender(ids, contact);
  if (!sender) return [{ type: 'ignored', reason: 'sender_missing' }];
  if (message.type === 'reaction') {
    const reaction = asObject(message.reaction);
    const targetExternalId = asId(reaction?.message_id);
    if (targetExternalId === null) return [{ type: 'ignored', reason: 'reaction_without_target' }];
    const emoji = asId(reaction?.emoji);
    const emojis = emoji === null ? [] : [emoji];
    return [{ type: 'reaction.changed', targetExternalId, sender, emojis, at, raw }];
  }
  if (message.type === 'edit') {
    const edit = asObject(message.edit);
    const original = asId(edit?.original_message_id);
    if (original === null) return [{ type: 'ignored', reason: 'edit_without_target' }];
    return [
      {
        type: 'message.edited',
        externalId: original,
        sender,
        editedAt: at,
        sentAt: null,
        providerOrder: moment.seconds,
        content: readContent(asObject(edit?.message) ?? {}),
        raw,
      },
    ];
  }
  const quoted = asId(asObject(message.context)?.id);
  return [
    {
      type: 'message.received',
      externalId,
      sender,
      sentAt: moment.at,
      providerOrder: moment.seconds,
      content: message.type === 'system' ? systemContent(message) : readContent(message),
      ...(quoted !== null && { replyTo: { externalId: quoted } }),
      raw,
    },
  ];
}

/**
 * Translates one entry of `message_echoes`: what a colleague sent from the WhatsApp Business app on a shared number.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes
 */
export function normaliseEcho(message: Json, value: Json, receivedAt: Date): InboundEvent {
  const externalId = asId(message.id);
  const ids: [unknown, unknown] = [message.to, message.to_user_id];
  const contact = findContact(objectsOf(value.contacts), ids, false);
  const sender = readSender(ids, contact);
  const raw = { message, contact, metadata: value.metadata };
  const moment = readTimestamp(message.timestamp);
  const at = moment.at ?? receivedAt;
  if (asId(message.group_id) !== null) return { type: 'ignored', reason: 'group_message' };
  if (message.type === 'revoke') return deleted(asObject(message.revoke), at, raw);
  if (externalId === null || !sender) return { type: 'ignored', reason: 'echo_without_contact' };
  if (message.type === 'reaction') return { type: 'ignored', reason: 'echo_reaction' };
  if (message.type === 'edit') {
    const edit = asObject(message.edit);
    const original = asId(edit?.original_message_id);
    if (original === null) return { type: 'ignored', reason: 'edit_without_target' };
    const content = readContent(asObject(edit?.message) ?? {});
    const times = { editedAt: at, sentAt: null, providerOrder: moment.seconds };
    const isEcho = true as const;
    return { type: 'message.edited', externalId: original, sender, ...times, content, isEcho, raw };
  }
  const content = readContent(message);
  return { type: 'message.echoed', externalId, sender, sentAt: moment.at, content, raw };
}

/** Translates one entry of a `user_id_update`; since August 2026 a system message says the same. */
export function normaliseIdentity(update: Json, value: Json, receivedAt: Date): InboundEvent {
  const ids = asObject(update.user_id);
  const from = whatsappUrn(ids?.previous ?? update.previous_user_id);
  const to = whatsappUrn(ids?.current ?? update.user_id);
  if (!from || !to || from === to) return { type: 'ignored', reason: 'user_id_update_incomplete' };
  const at = readTimestamp(update.timestamp).at ?? receivedAt;
  return { type: 'identity.changed', from, to, at, raw: { update, metadata: value.metadata } };
}

function deleted(revoke: Json | null, deletedAt: Date, raw: unknown): InboundEvent {
  const externalId = asId(revoke?.original_message_id);
  if (externalId === null) return { type: 'ignored', reason: 'revoke_without_target' };
  return { type: 'message.deleted', externalId, deletedAt, raw };
}

function systemContent(message: Json) {
  const system = asObject(message.system);
  const payload = { event: asReason(asId(system?.type)) };
  return { kind: 'system' as const, text: asId(system?.body), payload, attachments: [] };
}
