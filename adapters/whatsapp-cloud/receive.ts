import {
  WebhookRejected,
  type InboundEvent,
  type Received,
  type WebhookRequest,
} from '../adapter.ts';
import { normaliseAccount, normaliseError, normaliseQuality } from './account-event.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { asId, asObject, asReason, objectsOf, type Json } from './json.ts';
import { normaliseEcho, normaliseIdentity, normaliseMessage } from './normalise.ts';
import { answerChallenge, verifySignature } from './signature.ts';
import { normaliseStatus } from './status.ts';
import { normaliseTemplate } from './templates.ts';

/**
 * Verifies and translates one request: a GET is Meta's challenge, a POST a batch of entries × changes × items.
 * What belongs to another number of the same account is ignored as `foreign_phone_number`.
 * @throws WebhookRejected `verification_failed` 403, `signature_invalid` 401 or `malformed` 400.
 */
export function receive(request: WebhookRequest, credentials: WhatsappCloudCredentials): Received {
  if (request.method === 'GET') {
    return { events: [], answer: answerChallenge(request, credentials.verifyToken) };
  }
  verifySignature(request, credentials.appSecret);
  const payload = parse(request.body);
  if (payload.object !== 'whatsapp_business_account') {
    return { events: [{ type: 'ignored', reason: asReason('object', asId(payload.object)) }] };
  }
  const seen = new Set<string>();
  const events: InboundEvent[] = [];
  for (const entry of objectsOf(payload.entry)) {
    for (const change of objectsOf(entry.changes)) {
      const value = asObject(change.value) ?? {};
      const field = asId(change.field) ?? 'missing';
      for (const event of readChange(field, value, credentials.phoneNumberId, request.receivedAt)) {
        events.push(isRepeated(event, seen) ? repeated : event);
      }
    }
  }
  return { events: events.length > 0 ? events : [{ type: 'ignored', reason: 'empty_payload' }] };
}

const repeated: InboundEvent = { type: 'ignored', reason: 'repeated_in_payload' };

function readChange(field: string, value: Json, ours: string, receivedAt: Date): InboundEvent[] {
  const number = asId(asObject(value.metadata)?.phone_number_id);
  if (number !== null && number !== ours) {
    return [{ type: 'ignored', reason: 'foreign_phone_number' }];
  }
  if (field === 'messages') {
    if (number === null) return [{ type: 'ignored', reason: 'phone_number_missing' }];
    return readMessages(value, receivedAt);
  }
  if (field === 'smb_message_echoes' || field === 'message_echoes') {
    if (number === null) return [{ type: 'ignored', reason: 'phone_number_missing' }];
    return objectsOf(value.message_echoes).map((echo) => normaliseEcho(echo, value, receivedAt));
  }
  if (field === 'user_id_update') {
    return objectsOf(value.user_id_update).map((one) => normaliseIdentity(one, value, receivedAt));
  }
  if (field === 'message_template_status_update') return [normaliseTemplate(value)];
  if (field === 'account_update') return [normaliseAccount(value, receivedAt)];
  if (field === 'phone_number_quality_update') return [normaliseQuality(value, receivedAt)];
  return [{ type: 'ignored', reason: asReason('field', field) }];
}

function readMessages(value: Json, receivedAt: Date): InboundEvent[] {
  return [
    ...objectsOf(value.messages).flatMap((message) => normaliseMessage(message, value, receivedAt)),
    ...objectsOf(value.statuses).map((status) => normaliseStatus(status, value, receivedAt)),
    ...objectsOf(value.errors).map((error) => normaliseError(error, value, receivedAt)),
  ];
}

function isRepeated(event: InboundEvent, seen: Set<string>): boolean {
  if (event.type !== 'message.received') return false;
  if (seen.has(event.externalId)) return true;
  seen.add(event.externalId);
  return false;
}

function parse(body: Buffer): Json {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw new WebhookRejected('malformed', 400, 'body is no JSON');
  }
  const payload = asObject(parsed);
  if (!payload) throw new WebhookRejected('malformed', 400, 'body is no JSON object');
  return payload;
}
