import type { InboundEvent } from '../adapter.ts';
import { describeError } from './errors.ts';
import { asId, asObject, objectsOf, type Json } from './json.ts';

/**
 * The business account was blocked, removed or given back. What doesn't keep us from answering is only reported.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update
 */
export function normaliseAccount(value: Json, at: Date): InboundEvent {
  const event = asId(value.event) ?? 'missing';
  const ban = asId(asObject(value.ban_info)?.waba_ban_state);
  const raw = { value };
  if (upEvents.includes(event) || ban === 'REINSTATE') return { type: 'channel.up', at, raw };
  const reason = downReason(event, ban, value);
  if (reason) return { type: 'channel.down', reason, at, raw };
  const violation = asId(asObject(value.violation_info)?.violation_type);
  return {
    type: 'channel.reported',
    providerCode: warnings.includes(event) ? event : null,
    reason: `Meta reports of the account: ${[event, violation, ban].filter(Boolean).join(', ')}.`,
    at,
    raw,
  };
}

/**
 * The quality or the limit of a number changed.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/phone_number_quality_update
 */
export function normaliseQuality(value: Json, at: Date): InboundEvent {
  const event = asId(value.event) ?? 'missing';
  const limit = asId(value.max_daily_conversations_per_business) ?? asId(value.current_limit);
  const number = asId(value.display_phone_number) ?? 'a number';
  return {
    type: 'channel.reported',
    providerCode: event === 'FLAGGED' || event === 'DOWNGRADE' ? event : null,
    reason: `Meta reports of ${number}: ${[event, limit].filter(Boolean).join(', ')}.`,
    at,
    raw: { value },
  };
}

/** An error that belongs to no message. */
export function normaliseError(error: Json, value: Json, at: Date): InboundEvent {
  return {
    type: 'channel.reported',
    providerCode: asId(error.code) ?? 'missing',
    reason: describeError(error) ?? 'WhatsApp gave no reason.',
    at,
    raw: { error, metadata: value.metadata },
  };
}

const warnings = ['ACCOUNT_RESTRICTION', 'ACCOUNT_VIOLATION', 'DISABLED_UPDATE'];

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
