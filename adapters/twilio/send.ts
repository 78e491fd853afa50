import { type CallContext, type OutboundMessage, SendError, type Sent } from '../adapter.ts';
import { openClient } from './client.ts';
import type { TwilioCredentials } from './credentials.ts';
import { deliveryFailure, twilioErrors } from './errors.ts';
import { twilioAddress } from './urn.ts';

/**
 * Sends one text, one file by its URL (WhatsApp) or one approved template. Longer texts are split before.
 * A template goes by its Content SID (HX…), its id or else its name; without names of its own its variables are numbered
 * through header, body and buttons.
 * Twilio has no idempotency key, so an answer that never came is uncertain and never repeated blindly.
 *
 * Limit: 1600 characters of Body, one MediaUrl on WhatsApp. Source: https://www.twilio.com/docs/messaging/api/message-resource
 * @throws SendError `template_rejected`, `media_rejected` or `content_rejected` (final) before any call when the
 * message cannot be sent this way; else as in `twilioErrors`; `no_answer` (uncertain) without a readable answer.
 */
export async function send(
  message: OutboundMessage,
  credentials: TwilioCredentials,
  call: CallContext,
): Promise<Sent> {
  const content = message.template ? templateFields(message.template) : contentFields(message);
  const client = await openClient(credentials, call);
  if (call.signal.aborted) {
    throw new SendError('provider_unavailable', 'The call was stopped before it began.', {
      retryable: true,
    });
  }
  const answer = await client.messages.create({
    to: twilioAddress(message.to.urn),
    ...senderFields(message, credentials),
    ...content,
    ...(message.statusUrl && { statusCallback: message.statusUrl }),
  });
  if (typeof answer.sid !== 'string' || answer.sid === '') {
    throw new SendError('no_answer', 'Twilio answered without naming a message.', {
      retryable: false,
      certain: false,
    });
  }
  if (answer.status === 'failed' || answer.status === 'undelivered') {
    throw refusedAtOnce(answer.errorCode, answer.errorMessage);
  }
  return { parts: [{ externalId: answer.sid }] };
}

function senderFields(message: OutboundMessage, credentials: TwilioCredentials) {
  if (credentials.messagingServiceSid) {
    return { messagingServiceSid: credentials.messagingServiceSid };
  }
  const number = (credentials.from ?? '').replace(/^whatsapp:/, '');
  return { from: message.to.messenger === 'whatsapp' ? `whatsapp:${number}` : number };
}

function templateFields(template: NonNullable<OutboundMessage['template']>) {
  const contentSid = template.providerId ?? template.name;
  if (!/^HX[0-9a-fA-F]{32}$/.test(contentSid)) {
    throw new SendError('template_rejected', 'The template has no valid Content SID (HX…).', {
      retryable: false,
    });
  }
  const { header = [], body, buttons = [] } = template.params;
  const { names } = template;
  const texts = [...header, ...body, ...buttons];
  const order = names && [...names.header, ...names.body, ...names.buttons];
  const variables = new Map<string, string>();
  for (const [index, text] of texts.entries()) {
    const name = order ? (order[index] ?? '') : String(index + 1);
    if (name === '' || text === '') continue;
    if ((variables.get(name) ?? text) !== text) {
      throw new SendError('template_rejected', `The template uses {{${name}}} for two things.`, {
        retryable: false,
      });
    }
    variables.set(name, text);
  }
  return {
    contentSid,
    ...(variables.size > 0 && {
      contentVariables: JSON.stringify(Object.fromEntries(variables)),
    }),
  };
}

function contentFields(message: OutboundMessage) {
  // To an SMS a file goes as a link that is already inside the text.
  const attachments = message.to.messenger === 'whatsapp' ? message.attachments : [];
  const mediaUrl = attachments.map(({ url }) => {
    if (!url) {
      throw new SendError('media_rejected', 'The file has no link that Twilio could fetch.', {
        retryable: false,
      });
    }
    return url;
  });
  if (!message.text && mediaUrl.length === 0) {
    throw new SendError('content_rejected', 'The message has neither text nor media.', {
      retryable: false,
    });
  }
  return { ...(message.text && { body: message.text }), ...(mediaUrl.length > 0 && { mediaUrl }) };
}

function refusedAtOnce(errorCode: number | null, errorMessage: string | null): SendError {
  const providerCode = errorCode ? String(errorCode) : null;
  const failure = deliveryFailure(providerCode, errorMessage ?? undefined);
  return new SendError(failure.code, failure.text, {
    retryable: (providerCode && twilioErrors[providerCode]?.retryable) || false,
    ...(providerCode && { providerCode }),
  });
}
