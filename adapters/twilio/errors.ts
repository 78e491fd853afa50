import { type DeliveryFailure, SendError, type SendErrorCode } from '../adapter.ts';

export type TwilioError = { code: SendErrorCode; retryable: boolean; text: string };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long a part rests that failed after Twilio had taken it, by class; what is not here is not sent again. */
const restMs: Partial<Record<SendErrorCode, number>> = {
  throttled: minuteMs,
  provider_unavailable: minuteMs,
  media_unavailable: minuteMs,
  contact_unreachable: 5 * minuteMs,
};

/** A limit of the day is asked about once an hour. */
const dayLimits = new Set(['30023', '63038']);

/**
 * What Twilio's error codes mean to us, for answers to a send and for the ErrorCode of a status callback alike.
 * Codes of the credentials, the account or the sender say that every message of the channel would fail, so the channel is
 * held until an administrator has acted. Codes that are not listed are judged by the HTTP status.
 *
 * Source: https://www.twilio.com/docs/api/errors
 */
export const twilioErrors: Readonly<Record<string, TwilioError>> = {
  '20003': held('credentials_failed', 'Twilio did not accept the account SID and auth token.'),
  '20005': held('account_restricted', 'The Twilio account is not active.'),
  '20404': held('credentials_failed', 'Twilio does not know this account.'),
  '20429': again('throttled', 'Too many requests to Twilio at once.'),
  '21211': final('address_invalid', 'The number is not valid.'),
  '21212': held('sender_rejected', 'The sender is not valid.'),
  '21214': final('contact_unreachable', 'The number cannot be reached.'),
  '21265': final('address_invalid', 'The number is a short code that cannot be written to.'),
  '21408': final('policy_rejected', 'Sending to this region is not enabled in the Twilio account.'),
  '21602': final('content_rejected', 'The message has no text.'),
  '21603': held('sender_rejected', 'No sender is set.'),
  '21604': final('contact_unreachable', 'The message has no recipient.'),
  '21606': held('sender_rejected', 'The sender cannot send messages from this account.'),
  '21608': final('policy_rejected', 'A trial account may only write to verified numbers.'),
  '21610': final('contact_opted_out', 'The person has opted out with STOP.'),
  '21611': again('throttled', 'The queue of the sender is full.'),
  '21612': final('contact_unreachable', 'The number cannot be reached from this sender.'),
  '21614': final('address_invalid', 'The number is not a mobile number.'),
  '21617': final('content_rejected', 'The text is longer than 1600 characters.'),
  '21619': final('content_rejected', 'The message has neither text nor media.'),
  '21620': final('media_rejected', 'Twilio refused the address of the file.'),
  '21623': final('media_rejected', 'Too many files in one message.'),
  '21654': final('template_rejected', 'The template does not exist.'),
  '21655': final('template_rejected', 'The template SID is not valid.'),
  '21656': final('template_rejected', 'The variables do not fit the template.'),
  '21659': held('sender_rejected', 'The sender does not belong to this account.'),
  '21660': held('sender_rejected', 'The sender does not belong to this account.'),
  '21701': held('sender_rejected', 'The messaging service does not exist.'),
  '21703': held('sender_rejected', 'The messaging service has no sender.'),
  '21704': held('sender_rejected', 'The messaging service has no sender for this number.'),
  '21705': held('sender_rejected', 'The messaging service SID is not valid.'),
  '21910': held('sender_rejected', 'Sender and recipient are on different channels.'),
  '30001': again('throttled', 'The queue of the sender was full.'),
  '30002': held('account_restricted', 'The Twilio account is suspended.'),
  '30003': again('contact_unreachable', 'The phone is switched off or has no reception.'),
  '30004': final('contact_unreachable', 'The message was blocked by the number or its carrier.'),
  '30005': final('address_invalid', 'The number is unknown or not in service.'),
  '30006': final(
    'contact_unreachable',
    'The number is a landline or its carrier cannot be reached.',
  ),
  '30007': final('policy_rejected', 'The carrier filtered the message.'),
  '30008': again('contact_unreachable', 'The carrier gave no reason.'),
  '30009': final('content_rejected', 'A segment of the message got lost.'),
  '30010': final('policy_rejected', 'The message costs more than the account allows.'),
  '30011': final('media_rejected', 'Files cannot be sent to this number.'),
  '30017': again('throttled', 'The network of the carrier was congested.'),
  '30019': final('media_too_large', 'The message is too large for the carrier.'),
  '30022': again('throttled', 'The carrier limits how much may be sent.'),
  '30023': again('throttled', 'The carrier takes no more of this sender today.'),
  '30024': held('sender_rejected', 'The sender is not set up for this carrier.'),
  '30032': held('sender_rejected', 'The toll-free number has not been verified.'),
  '30034': held('sender_rejected', 'The number is not registered for this carrier.'),
  '30036': again('throttled', 'The message waited too long in the queue of Twilio.'),
  '30410': again('provider_unavailable', 'The carrier did not answer in time.'),
  '63001': held('sender_rejected', 'Twilio could not sign in to the channel with this sender.'),
  '63003': final('contact_unreachable', 'The person cannot be reached on this channel.'),
  '63005': final('content_rejected', 'WhatsApp did not accept the content.'),
  '63007': held('sender_rejected', 'Twilio does not know this WhatsApp sender.'),
  '63009': again('provider_unavailable', 'WhatsApp had an error.'),
  '63010': again('provider_unavailable', 'WhatsApp had an error.'),
  '63012': again('provider_unavailable', 'WhatsApp had an error.'),
  '63013': final('policy_rejected', 'The message breaks a rule of WhatsApp.'),
  '63014': final('contact_stopped', 'The person has blocked this sender.'),
  '63015': final('contact_unreachable', 'The person has not joined the WhatsApp sandbox.'),
  '63016': final(
    'window_closed',
    'More than 24 hours since the person wrote: only a template may be sent.',
  ),
  '63017': again('throttled', 'Too many messages at once.'),
  '63018': again('throttled', 'Too many messages at once for this WhatsApp sender.'),
  '63019': again('media_unavailable', 'Twilio could not fetch the file.'),
  '63020': held('sender_rejected', 'Twilio has not been invited to this WhatsApp account.'),
  '63021': final('content_rejected', 'WhatsApp did not accept the content.'),
  '63022': held('sender_rejected', 'The display name of the WhatsApp sender is not approved.'),
  '63024': final('contact_unreachable', 'The number is not on WhatsApp.'),
  '63027': final('template_rejected', 'The template does not exist in this language.'),
  '63028': final('template_rejected', 'The number of variables does not fit the template.'),
  '63029': final('template_rejected', 'WhatsApp could not fill the template.'),
  '63030': final('content_rejected', 'WhatsApp did not accept a part of the content.'),
  '63031': final('address_invalid', 'Sender and recipient are the same number.'),
  '63032': final('policy_rejected', 'WhatsApp does not let this message reach the person.'),
  '63033': final('contact_stopped', 'The person is blocked from receiving messages.'),
  '63034': final('media_too_large', 'The file is too large for WhatsApp.'),
  '63036': final('contact_unreachable', 'The number cannot be reached on this channel.'),
  '63038': again('throttled', 'The account has used up its messages for today.'),
  '63040': final('template_rejected', 'WhatsApp has rejected the template.'),
  '63041': final('template_rejected', 'WhatsApp has paused the template.'),
  '63042': final('template_rejected', 'WhatsApp has disabled the template.'),
  '63049': final('policy_rejected', 'WhatsApp chose not to deliver this message.'),
  '63051': held('account_restricted', 'The WhatsApp account is locked.'),
  '63112': held('account_restricted', 'WhatsApp has disabled the account.'),
};

/**
 * The failure a status callback reports, and whether the part is worth another try. Nobody knows more of an unlisted
 * code than that it did not arrive; 30008 says no more than that either and is tried again once.
 */
export function deliveryFailure(
  providerCode: string | null,
  words: string | undefined,
): DeliveryFailure {
  const known = providerCode ? twilioErrors[providerCode] : undefined;
  return {
    code: known?.code ?? 'contact_unreachable',
    text: words ?? known?.text ?? 'Twilio could not deliver the message.',
    providerCode,
    ...(known?.retryable && retryOf(known.code, providerCode)),
  };
}

function retryOf(
  code: SendErrorCode,
  providerCode: string | null,
): Pick<DeliveryFailure, 'retryAfterMs' | 'maxRetries'> {
  const retryAfterMs = dayLimits.has(providerCode ?? '') ? hourMs : restMs[code];
  if (retryAfterMs === undefined) return {};
  return { retryAfterMs, ...(providerCode === '30008' && { maxRetries: 1 }) };
}

/** The error behind an answer that is not 2xx: Twilio says with it that it took nothing. */
export function answeredError(
  status: number,
  answer: { code: string | null; message: string | null },
  retryAfterMs: number | undefined,
): SendError {
  const known = status < 500 && answer.code ? twilioErrors[answer.code] : undefined;
  const { code, retryable, text } = known ?? byStatus(status);
  return new SendError(code, answer.message || text, {
    retryable,
    providerCode: answer.code ?? status,
    retryAfterMs: retryAfterMs ?? (dayLimits.has(answer.code ?? '') ? hourMs : undefined),
  });
}

function byStatus(status: number): TwilioError {
  if (status === 401 || status === 403 || status === 404) {
    return held('credentials_failed', `Twilio refused access (HTTP ${status}).`);
  }
  if (status === 429) {
    return again('throttled', 'Too many requests to Twilio at once.');
  }
  if (status >= 500 || status < 400) {
    return again('provider_unavailable', `Twilio is not available (HTTP ${status}).`);
  }
  return final('content_rejected', `Twilio refused the message (HTTP ${status}).`);
}

function final(code: SendErrorCode, text: string): TwilioError {
  return { code, retryable: false, text };
}

function again(code: SendErrorCode, text: string): TwilioError {
  return { code, retryable: true, text };
}

function held(code: SendErrorCode, text: string): TwilioError {
  return { code, retryable: true, text };
}
