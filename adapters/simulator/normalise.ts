import {
  WebhookRejected,
  messengers,
  reportedStatuses,
  type InboundEvent,
  type Received,
  type Sender,
  type WebhookRequest,
} from '../adapter.ts';
import { contentOf } from './content.ts';
import type { SimulatorCredentials } from './credentials.ts';
import { objectOf, textOf, type Fields } from './fields.ts';
import { verifySignature } from './signature.ts';

/**
 * Verifies and translates what a simulated phone did: `{ events: [...] }`, each event one of
 * - `{ type: 'message', id, at?, phone, text?, media?, location?, replyTo?, buttonReply? }`
 * - `{ type: 'status', externalId, status, at?, failure? }`
 * - `{ type: 'block' | 'unblock', phone, at? }`
 * - `{ type: 'reaction', phone, target, emojis, at? }`
 *
 * with `phone: { id, name?, messenger?, language? }`, `media: [{ ref, kind, fileName?, mimeType?, sizeBytes? }]` where
 * `ref` is a base64 data URL, and ISO 8601 instants.
 * @throws WebhookRejected `signature_invalid` 401; `malformed` 400 when the body is no such object.
 */
export function receive(request: WebhookRequest, credentials: SimulatorCredentials): Received {
  verifySignature(request, credentials);
  const events = parseEvents(request.body);
  return { events: events.map((event) => normalise(event, request.receivedAt)) };
}

function parseEvents(body: Buffer): unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw new WebhookRejected('malformed', 400, 'The body is not JSON');
  }
  const events = objectOf(parsed)?.['events'];
  if (Array.isArray(events)) return events;
  throw new WebhookRejected('malformed', 400, 'The body has no list of events');
}

function normalise(value: unknown, receivedAt: Date): InboundEvent {
  const event = objectOf(value);
  if (!event) return { type: 'ignored', reason: 'event_incomplete' };
  const at = instantOf(event['at']) ?? receivedAt;
  if (event['type'] === 'status') return normaliseStatus(event, at);
  const sender = senderOf(event['phone']);
  if (!sender) return { type: 'ignored', reason: 'event_incomplete' };
  switch (event['type']) {
    case 'message':
      return normaliseMessage(event, sender);
    case 'reaction':
      return normaliseReaction(event, sender, at);
    case 'block':
      return { type: 'contact.blocked', sender, at, raw: event };
    case 'unblock':
      return { type: 'contact.unblocked', sender, at, raw: event };
    default:
      return { type: 'ignored', reason: 'event_unknown' };
  }
}

function normaliseMessage(event: Fields, sender: Sender): InboundEvent {
  const externalId = textOf(event['id']);
  if (!externalId) return { type: 'ignored', reason: 'event_incomplete' };
  const sentAt = instantOf(event['at']);
  const replyTo = textOf(event['replyTo']);
  return {
    type: 'message.received',
    externalId,
    sender,
    sentAt,
    providerOrder: sentAt?.getTime() ?? null,
    content: contentOf(event),
    ...(replyTo && { replyTo: { externalId: replyTo } }),
    raw: withoutFiles(event),
  };
}

function normaliseReaction(event: Fields, sender: Sender, at: Date): InboundEvent {
  const targetExternalId = textOf(event['target']);
  if (!targetExternalId) return { type: 'ignored', reason: 'event_incomplete' };
  const emojis = Array.isArray(event['emojis'])
    ? event['emojis'].filter((emoji) => typeof emoji === 'string')
    : [];
  return { type: 'reaction.changed', targetExternalId, sender, emojis, at, raw: event };
}

function normaliseStatus(event: Fields, at: Date): InboundEvent {
  const externalId = textOf(event['externalId']);
  const status = reportedStatuses.find((each) => each === event['status']);
  if (!externalId) return { type: 'ignored', reason: 'event_incomplete' };
  if (!status) return { type: 'ignored', reason: 'status_unknown' };
  const text = textOf(objectOf(event['failure'])?.['text']) ?? 'The simulated phone refused it';
  return {
    type: 'status.reported',
    externalId,
    status,
    ...(status === 'failed' && {
      failure: { code: 'contact_unreachable', text, providerCode: null },
    }),
    at,
    raw: event,
  };
}

function senderOf(value: unknown): Sender | null {
  const phone = objectOf(value);
  const id = textOf(phone?.['id']);
  if (!phone || !id) return null;
  const displayName = textOf(phone['name']);
  const language = textOf(phone['language']);
  return {
    urn: `simulator:${id}`,
    messenger: messengers.find((each) => each === phone['messenger']) ?? 'simulator',
    ...(displayName && { displayName }),
    ...(language && { language }),
  };
}

/** The bytes are in the attachments already. */
function withoutFiles(event: Fields): Fields {
  const { media, ...rest } = event;
  return Array.isArray(media) ? { ...rest, mediaCount: media.length } : event;
}

function instantOf(value: unknown): Date | null {
  const at = typeof value === 'string' ? new Date(value) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}
