import {
  type InboundEvent,
  type Received,
  WebhookRejected,
  type WebhookRequest,
} from '../adapter.ts';
import { contentOf } from './content.ts';
import type { TwilioCredentials } from './credentials.ts';
import { filledParam, type FormParams, param, parseForm } from './form.ts';
import { isBodyHash, isSigned } from './signature.ts';
import { statusEvents } from './status.ts';
import { senderOf } from './urn.ts';

// Any other content type than TwiML's makes Twilio raise warning 12300.
const emptyTwiml = {
  status: 200,
  type: 'text/xml',
  body: '<Response/>',
};

const noParams: FormParams = {};

/**
 * Verifies and reads one Twilio webhook: an inbound message (also at the fallback URL, which Twilio calls once
 * after the first one failed) or a status callback. The signature is computed over the public URL.
 *
 * @throws WebhookRejected `signature_invalid` (403), or `malformed` (400) when the parameters that the
 * signature is computed over cannot be read.
 */
export function receive(request: WebhookRequest, credentials: TwilioCredentials): Received {
  const params = verifiedParams(request, credentials);
  return { events: eventsOf(request, params), answer: emptyTwiml };
}

/**
 * The events of one inbound message: the message itself, then what Twilio's own opt-out handling made of it.
 * A STOP is still a message that a counselor sees.
 *
 * Source of OptOutType: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export function messageEvents(
  params: FormParams,
  sentAt: Date | null,
  receivedAt: Date,
): InboundEvent[] {
  const externalId = messageSid(params);
  if (!externalId) {
    return [{ type: 'ignored', reason: 'no_message_sid' }];
  }
  const sender = senderOf(params);
  if (!sender) {
    return [{ type: 'ignored', reason: 'sender_unsupported' }];
  }
  const repliedTo = filledParam(params, 'OriginalRepliedMessageSid');
  const message: InboundEvent = {
    type: 'message.received',
    externalId,
    sender,
    sentAt,
    providerOrder: null,
    content: contentOf(params, sender.messenger),
    ...(repliedTo && { replyTo: { externalId: repliedTo } }),
    raw: params,
  };
  const about = { sender, at: receivedAt, raw: params };
  switch (filledParam(params, 'OptOutType')?.toUpperCase()) {
    case 'STOP':
      return [message, { type: 'contact.opted_out', ...about }];
    case 'START':
      return [message, { type: 'contact.opted_in', ...about }];
    case 'HELP':
      return [message, { type: 'contact.help_requested', ...about }];
    default:
      return [message];
  }
}

function eventsOf(request: WebhookRequest, params: FormParams): InboundEvent[] {
  const status = param(params, 'MessageStatus') ?? param(params, 'SmsStatus');
  const isInbound = status === 'received' || status === 'receiving';
  // A status callback set by hand in the console may point at the address for messages.
  const isStatus = /^status(?:\/|$)/.test(request.path) || params['MessageStatus'] !== undefined;
  if (!isStatus || isInbound) {
    return messageEvents(params, null, request.receivedAt);
  }
  const externalId = messageSid(params);
  if (!externalId || !status) {
    return [{ type: 'ignored', reason: 'no_message_status' }];
  }
  const deliveryId = request.path.split('/')[1];
  return statusEvents({ externalId, status, deliveryId, at: request.receivedAt }, params);
}

function verifiedParams(request: WebhookRequest, credentials: TwilioCredentials): FormParams {
  const signature = request.headers['x-twilio-signature'];
  const authTokens = [credentials.authToken, credentials.previousAuthToken ?? ''].filter(Boolean);
  if (!signature || authTokens.length === 0) {
    throw signatureInvalid();
  }
  const bodyHash = request.query['bodySHA256'];
  if (bodyHash !== undefined) {
    const isValid =
      isSigned(signature, request.url, noParams, authTokens) && isBodyHash(request.body, bodyHash);
    if (!isValid) {
      throw signatureInvalid();
    }
    return jsonParams(request.body);
  }
  const isGet = request.method === 'GET';
  const params = isGet ? noParams : parseForm(request.body);
  if (!isSigned(signature, request.url, params, authTokens)) {
    throw signatureInvalid();
  }
  return isGet ? request.query : params;
}

function jsonParams(body: Buffer): FormParams {
  const params: FormParams = {};
  for (const [name, value] of Object.entries(jsonObject(body))) {
    if (typeof value === 'string' || typeof value === 'number') {
      params[name] = String(value);
    }
  }
  return params;
}

function jsonObject(body: Buffer): object {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    value = null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WebhookRejected('malformed', 400, 'the body is not a JSON object');
  }
  return value;
}

function messageSid(params: FormParams): string | undefined {
  return filledParam(params, 'MessageSid') ?? filledParam(params, 'SmsSid');
}

function signatureInvalid(): WebhookRejected {
  return new WebhookRejected('signature_invalid', 403, 'the signature is missing or wrong');
}
