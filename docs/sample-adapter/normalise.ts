import * as z from 'zod';
import {
  WebhookRejected,
  type InboundEvent,
  type Received,
  type WebhookRequest,
} from '../adapter.ts';
import type { SampleCredentials } from './credentials.ts';
import { verifySignature } from './signature.ts';

const instant = z.iso.datetime({ offset: true }).transform((at) => new Date(at));
const incoming = z.object({
  type: z.literal('message'),
  id: z.string().min(1),
  from: z.string().regex(/^\+[1-9]\d{1,14}$/),
  text: z.string(),
  at: instant,
});
const report = z.object({
  type: z.literal('status'),
  id: z.string().min(1),
  status: z.enum(['sent', 'delivered', 'failed']),
  reason: z.string().optional(),
  at: instant,
});
const known = z.discriminatedUnion('type', [incoming, report]);

/**
 * Verifies and translates one webhook: an SMS, or what became of one of ours.
 * @throws WebhookRejected `signature_invalid` 401; `malformed` 400 when the body is no JSON object.
 */
export function receive(request: WebhookRequest, { secret }: SampleCredentials): Received {
  verifySignature(request, secret);
  const raw = parseObject(request.body);
  const { data } = known.safeParse(raw);
  if (!data) return { events: [{ type: 'ignored', reason: 'event_unknown' }] };
  return { events: [data.type === 'message' ? messageOf(data, raw) : statusOf(data, raw)] };
}

function messageOf({ id, from, text, at }: z.output<typeof incoming>, raw: unknown): InboundEvent {
  return {
    type: 'message.received',
    externalId: id,
    sender: { urn: `tel:${from}`, messenger: 'sms' },
    sentAt: at,
    providerOrder: null,
    content: { kind: 'text', text, payload: null, attachments: [] },
    raw,
  };
}

function statusOf({ id, status, reason, at }: z.output<typeof report>, raw: unknown): InboundEvent {
  const text = reason ?? 'The gateway could not deliver it';
  return {
    type: 'status.reported',
    externalId: id,
    status,
    ...(status === 'failed' && {
      failure: { code: 'contact_unreachable', text, providerCode: reason ?? null },
    }),
    at,
    raw,
  };
}

function parseObject(body: Buffer): unknown {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Refused below, as everything that is no object.
  }
  throw new WebhookRejected('malformed', 400, 'The body is not a JSON object');
}
