import type { InboundEvent } from '../adapter.ts';
import { asId, asObject, asReason, objectsOf, type Json } from './json.ts';

/**
 * A template was approved, rejected, paused … `state` is Meta's event in lower case.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update
 */
export function normaliseTemplate(value: Json): InboundEvent {
  const name = asId(value.message_template_name);
  const language = asId(value.message_template_language);
  const state = asId(value.event);
  if (!name || !language || !state) return { type: 'ignored', reason: 'template_incomplete' };
  const reason = asId(value.reason);
  return {
    type: 'template.changed',
    name,
    language,
    state: state.toLowerCase(),
    ...(reason && reason !== 'NONE' && { reason }),
    raw: { value },
  };
}

/**
 * The business account was blocked, removed or given back. What doesn't keep us from answering is ignored.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update
 */
export function normaliseAccount(value: Json, at: Date): InboundEvent {
  const event = asId(value.event) ?? 'missing';
  const ban = asId(asObject(value.ban_info)?.waba_ban_state);
  const raw = { value };
  if (upEvents.includes(event) || ban === 'REINSTATE') return { type: 'channel.up', at, raw };
  const reason = downReason(event, ban, value);
  if (reason) return { type: 'channel.down', reason, at, raw };
  return { type: 'ignored', reason: asReason('account_update', event) };
}

const upEvents = ['ACCOUNT_RECONNECTED'];

const downReasons = new Map([
  ['ACCOUNT_DELETED', 'Meta reports that the WhatsApp Business account was deleted.'],
  [
    'ACCOUNT_OFFBOARDED',
    'Meta reports that the number was disconnected in the WhatsApp Business app.',
  ],
  ['PARTNER_REMOVED', 'Meta reports that the number was disconnected from this app.'],
]);

function downReason(event: string, ban: string | null, value: Json): string | null {
  if (event === 'DISABLED_UPDATE' && ban !== 'SCHEDULE_FOR_DISABLE') {
    return 'Meta has disabled the WhatsApp Business account.';
  }
  const restrictions = objectsOf(value.restriction_info).map((item) => asId(item.restriction_type));
  if (restrictions.includes('RESTRICTED_CUSTOMER_INITIATED_MESSAGING')) {
    return 'Meta has restricted the account: answers are blocked for now.';
  }
  return downReasons.get(event) ?? null;
}
