import type { Content, MediaKind, MediaRef, Messenger } from '../adapter.ts';
import { decodedBase64Text } from './base64-text.ts';
import { filledParam, type FormParams, param } from './form.ts';

type Payload = Record<string, unknown>;

const referralFields = {
  headline: 'ReferralHeadline',
  body: 'ReferralBody',
  sourceId: 'ReferralSourceId',
  sourceType: 'ReferralSourceType',
  sourceUrl: 'ReferralSourceUrl',
  clickId: 'ReferralCtwaClid',
} as const;

const maxMediaPerWebhook = 20;

/**
 * What a message says. Which parameters are there decides the kind; MessageType only names what none of
 * them explains, so that a type Twilio invents next is `unsupported` and visible.
 *
 * Source: https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function contentOf(params: FormParams, messenger: Messenger): Content {
  const content =
    locationOf(params) ??
    replyOf(params) ??
    flowOf(params) ??
    mediaOf(params, messenger) ??
    textOf(params, messenger);
  const extras = extrasOf(params);
  return extras ? { ...content, payload: { ...content.payload, ...extras } } : content;
}

function locationOf(params: FormParams): Content | null {
  const latitude = numberOf(params, 'Latitude');
  const longitude = numberOf(params, 'Longitude');
  if (latitude === null || longitude === null) {
    return null;
  }
  const name = filledParam(params, 'Label');
  const address = filledParam(params, 'Address');
  const payload = { latitude, longitude, ...(name && { name }), ...(address && { address }) };
  return { kind: 'location', text: bodyOf(params), payload, attachments: [] };
}

function replyOf(params: FormParams): Content | null {
  const buttonText = filledParam(params, 'ButtonText');
  const buttonId = filledParam(params, 'ButtonPayload') ?? buttonText;
  const target = filledParam(params, 'OriginalRepliedMessageSid');
  if (buttonId) {
    const title = buttonText ?? filledParam(params, 'Body') ?? buttonId;
    const payload = { id: buttonId, title, ...(target && { target }) };
    return { kind: 'button_reply', text: bodyOf(params) ?? title, payload, attachments: [] };
  }
  const listId = filledParam(params, 'ListId');
  if (!listId) {
    return null;
  }
  const title = filledParam(params, 'ListTitle') ?? filledParam(params, 'Body') ?? listId;
  const description = filledParam(params, 'ListDescription');
  const payload = {
    id: listId,
    title,
    ...(description && { description }),
    ...(target && { target }),
  };
  return { kind: 'list_reply', text: bodyOf(params) ?? title, payload, attachments: [] };
}

function flowOf(params: FormParams): Content | null {
  const raw = filledParam(params, 'InteractiveData') ?? filledParam(params, 'FlowData');
  if (!raw) {
    return null;
  }
  const data = jsonObject(raw);
  if (!data) {
    return { kind: 'text', text: bodyOf(params) ?? raw, payload: null, attachments: [] };
  }
  const answers = isObject(data['flowResponse']) ? data['flowResponse'] : data;
  return { kind: 'flow_reply', text: bodyOf(params), payload: answers, attachments: [] };
}

function mediaOf(params: FormParams, messenger: Messenger): Content | null {
  const count = Math.min(Number(param(params, 'NumMedia') ?? 0) || 0, maxMediaPerWebhook);
  const attachments: MediaRef[] = [];
  for (let index = 0; index < count; index += 1) {
    const ref = filledParam(params, `MediaUrl${index}`);
    if (ref) {
      attachments.push(mediaRef(params, index, ref, messenger));
    }
  }
  const [first] = attachments;
  if (first) {
    return { kind: first.kind, text: bodyOf(params), payload: null, attachments };
  }
  return count > 0 ? unsupported(params, 'media') : null;
}

function textOf(params: FormParams, messenger: Messenger): Content {
  const body = param(params, 'Body') ?? '';
  const type = filledParam(params, 'MessageType');
  if (body === '' && type && type !== 'text') {
    return unsupported(params, type);
  }
  const text = messenger === 'sms' ? (decodedBase64Text(body) ?? body) : body;
  return { kind: 'text', text, payload: null, attachments: [] };
}

function mediaRef(params: FormParams, index: number, ref: string, messenger: Messenger): MediaRef {
  const mimeType = filledParam(params, `MediaContentType${index}`)?.toLowerCase();
  const kind = mediaKind(mimeType ?? '', filledParam(params, 'MessageType'), messenger);
  const isVcard =
    mimeType !== undefined && /^text\/(?:x-)?vcard\b|^text\/directory\b/.test(mimeType);
  return { kind, ref, ...(mimeType && { mimeType }), ...(isVcard && { fileName: 'contact.vcf' }) };
}

function mediaKind(mimeType: string, type: string | undefined, messenger: Messenger): MediaKind {
  if (type === 'document') {
    return 'document';
  }
  if (type === 'sticker' && mimeType.startsWith('image/')) {
    return 'sticker';
  }
  if (mimeType.startsWith('image/')) {
    return 'image';
  }
  if (mimeType.startsWith('video/')) {
    return 'video';
  }
  if (!mimeType.startsWith('audio/')) {
    return 'document';
  }
  // WhatsApp records voice messages as Opus in Ogg and nothing else arrives in that shape.
  return messenger === 'whatsapp' && mimeType.startsWith('audio/ogg') ? 'voice' : 'audio';
}

function extrasOf(params: FormParams): Payload | null {
  const extras: Payload = {};
  if (param(params, 'FrequentlyForwarded') === 'true') {
    extras['frequentlyForwarded'] = true;
  }
  if (param(params, 'Forwarded') === 'true' || extras['frequentlyForwarded']) {
    extras['forwarded'] = true;
  }
  const referral: Payload = {};
  for (const [field, name] of Object.entries(referralFields)) {
    const value = filledParam(params, name);
    if (value) {
      referral[field] = value;
    }
  }
  if (Object.keys(referral).length > 0) {
    extras['referral'] = referral;
  }
  return Object.keys(extras).length > 0 ? extras : null;
}

function unsupported(params: FormParams, rawKind: string): Content {
  return { kind: 'unsupported', text: bodyOf(params), payload: { rawKind }, attachments: [] };
}

function bodyOf(params: FormParams): string | null {
  return filledParam(params, 'Body') ?? null;
}

function numberOf(params: FormParams, name: string): number | null {
  const value = filledParam(params, name);
  return value !== undefined && Number.isFinite(Number(value)) ? Number(value) : null;
}

function jsonObject(text: string): Payload | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
