import { SendError, type SendErrorCode } from '../adapter.ts';
import { asId, asObject, asText, objectsOf, type Json } from './json.ts';

export type ErrorClass = { code: SendErrorCode; retryable: boolean; retryAfterMs?: number };

/**
 * The class of a Graph or Cloud API error, by its code, then by the HTTP status.
 * A token or permission that fails is `credentials_failed`, an account that may not send (payment, lock, registration)
 * `account_restricted`: nothing is wrong with the message, so it waits until an administrator has put it right.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export function classify(code: string | null, status: number | null): ErrorClass {
  const number = code === null ? Number.NaN : Number(code);
  const known = table.get(number);
  if (known) return known;
  if (number >= 200 && number <= 299) return access;
  if (number >= 132000 && number <= 132999) return { code: 'template_rejected', retryable: false };
  if (number >= 133000 && number <= 133999) return restricted;
  if (number >= 134000 && number <= 134999) return policy;
  if (status === 429) return { code: 'throttled', retryable: true };
  if (status === 401 || status === 403) return access;
  if (status !== null && status >= 500) return unavailable;
  return { code: 'content_rejected', retryable: false };
}

/** The first error object of an answer, in either of the forms the API uses, or null. */
export function findError(body: Json | null): Json | null {
  return asObject(body?.error) ?? objectsOf(body?.errors)[0] ?? null;
}

/** The provider's own words, the most exact ones first. */
export function describeError(error: Json): string | null {
  const details = asText(asObject(error.error_data)?.details) ?? asText(error.details);
  return details || asText(error.message) || asText(error.title) || null;
}

/** The typed error for what Graph answered. `retryAfterMs` is the server's own wish and wins over the table. */
export function graphError(
  error: Json,
  status: number,
  retryAfterMs: number | null,
  clean: (text: string) => string,
): SendError {
  const providerCode = asId(error.code);
  const found = isMissingObject(error) ? access : classify(providerCode, status);
  const text = clean(describeError(error) ?? `WhatsApp answered with status ${status}.`);
  return new SendError(found.code, text, {
    retryable: found.retryable,
    retryAfterMs: retryAfterMs ?? found.retryAfterMs,
    providerCode: providerCode ?? undefined,
  });
}

/** Graph's "object does not exist or you lack permission": a wrong id, or a token of somebody else. */
export function isMissingObject(error: Json): boolean {
  return asId(error.code) === '100' && asId(error.error_subcode) === '33';
}

const second = 1000;
const minute = 60 * second;
const access: ErrorClass = { code: 'credentials_failed', retryable: true };
const restricted: ErrorClass = { code: 'account_restricted', retryable: true };
const unavailable: ErrorClass = { code: 'provider_unavailable', retryable: true };
const policy: ErrorClass = { code: 'policy_rejected', retryable: false };
const content: ErrorClass = { code: 'content_rejected', retryable: false };
const unreachable: ErrorClass = { code: 'contact_unreachable', retryable: false };
const media: ErrorClass = { code: 'media_rejected', retryable: false };

function throttled(retryAfterMs: number): ErrorClass {
  return { code: 'throttled', retryable: true, retryAfterMs };
}

const table = new Map<number, ErrorClass>([
  [0, access],
  [1, unavailable],
  [2, unavailable],
  [3, access],
  [4, throttled(minute)],
  [10, access],
  [33, access],
  [100, content],
  [190, access],
  [368, restricted],
  [80007, throttled(minute)],
  [130429, throttled(5 * second)],
  [130472, policy],
  [130497, policy],
  [131000, unavailable],
  [131005, access],
  [131008, content],
  [131009, content],
  [131016, unavailable],
  [131021, { code: 'address_invalid', retryable: false }],
  [131026, unreachable],
  [131030, unreachable],
  [131031, restricted],
  [131037, restricted],
  [131042, restricted],
  [131045, restricted],
  [131047, { code: 'window_closed', retryable: false }],
  [131048, throttled(15 * minute)],
  [131049, policy],
  [131050, policy],
  [131051, content],
  [131052, media],
  // Meta could not take in a file that it had accepted: mostly passing, so it counts as theirs.
  [131053, unavailable],
  [131055, content],
  [131056, { code: 'throttled_contact', retryable: true, retryAfterMs: 6 * second }],
  [131057, unavailable],
  [131062, { code: 'template_rejected', retryable: false }],
  [133004, unavailable],
  [133016, throttled(15 * minute)],
  [135000, content],
]);
