import {
  restsFor,
  type DeliveryFailure,
  type InboundEvent,
  type ReportedStatus,
} from '../adapter.ts';
import { describeError, classify } from './errors.ts';
import { asId, asReason, objectsOf, type Json } from './json.ts';
import { whatsappUrn } from './sender.ts';
import { readTimestamp } from './timestamp.ts';

const statuses = new Map<string, ReportedStatus>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Translates one entry of `statuses`. `played` is a voice message that was heard, which is a read.
 * `biz_opaque_callback_data` carries our delivery id back.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */
export function normaliseStatus(report: Json, value: Json, receivedAt: Date): InboundEvent {
  const externalId = asId(report.id);
  const word = asId(report.status);
  const status = statuses.get(word ?? '');
  if (externalId === null) return { type: 'ignored', reason: 'status_without_id' };
  if (!status) return { type: 'ignored', reason: asReason('status', word) };
  if (report.recipient_type === 'group') return { type: 'ignored', reason: 'group_status' };
  const deliveryId = asId(report.biz_opaque_callback_data);
  const alias = whatsappUrn(report.recipient_user_id);
  return {
    type: 'status.reported',
    externalId,
    status,
    ...(status === 'failed' && { failure: failure(objectsOf(report.errors)[0] ?? {}) }),
    at: readTimestamp(report.timestamp).at ?? receivedAt,
    ...(deliveryId && uuidPattern.test(deliveryId) && { deliveryId }),
    ...(alias && { aliases: [alias] }),
    raw: { status: report, metadata: value.metadata },
  };
}

/** How long a part rests that failed after WhatsApp had taken it, where the code asks for no longer pause. */
const restMs = 30_000;

/** An account that may not send fails every message: sending one of them again helps nobody. */
function failure(error: Json): DeliveryFailure {
  const providerCode = asId(error.code);
  const { code, retryable, retryAfterMs = restMs } = classify(providerCode, null);
  return {
    code,
    text: describeError(error) ?? 'WhatsApp gave no reason.',
    providerCode,
    ...(retryable && restsFor[code] !== 'repair' && { retryAfterMs }),
  };
}
