/** Why a message did not go out. The interface has a sentence for each; a code is final once it was published. */
export const sendErrorCodes = [
  /** The account may not send: locked, suspended, unpaid, not registered. The channel rests until that is mended. */
  'account_restricted',
  /** The provider moved the address; `newUrn` says where to. */
  'address_changed',
  /** Nobody can be reached by such an address. */
  'address_invalid',
  /** The person said that they want no messages. */
  'contact_opted_out',
  /** The person blocked us or deleted their account. */
  'contact_stopped',
  /** The person cannot be reached on this messenger, or not at the moment. */
  'contact_unreachable',
  /** The provider does not take such a text, button or combination. */
  'content_rejected',
  /** Token or key is not accepted. The channel rests until there are new ones. */
  'credentials_failed',
  /** The provider does not take such a file. */
  'media_rejected',
  /** The file is larger than the provider takes. */
  'media_too_large',
  /** The file could not be fetched. */
  'media_unavailable',
  /** The request had left and no answer came: it may have been sent. */
  'no_answer',
  /** A rule of the messenger or carrier forbids this message. */
  'policy_rejected',
  /** The provider is down, overloaded or cannot be reached; nothing was sent. */
  'provider_unavailable',
  /** The number, name or service that sends is not set up for it. The channel rests until that is mended. */
  'sender_rejected',
  /** The template does not exist, is not approved, or its values do not fit. */
  'template_rejected',
  /** The number or account sends too fast or too much. All of the channel rests. */
  'throttled',
  /** Too much to this one person in a short time. Only their conversation rests. */
  'throttled_contact',
  /** The time in which free text may be sent is over. */
  'window_closed',
] as const;
export type SendErrorCode = (typeof sendErrorCodes)[number];

/**
 * What rests because of an error, besides the message itself: the contact's conversation or the whole channel for a
 * while, or the channel until an administrator has mended its account.
 */
export const restsFor: Partial<Record<SendErrorCode, 'contact' | 'channel' | 'repair'>> = {
  account_restricted: 'repair',
  credentials_failed: 'repair',
  sender_rejected: 'repair',
  throttled: 'channel',
  throttled_contact: 'contact',
};

type SendErrorDetails = {
  /** Whether trying again later can help. */
  retryable: boolean;
  /** Whether we know that it was not sent. */
  certain?: boolean;
  retryAfterMs?: number;
  providerCode?: string | number;
  /** For `address_changed`: the address to send to instead. */
  newUrn?: string;
  /** For `media_too_large`: how large it is, where that is known. */
  sizeBytes?: number | undefined;
  cause?: unknown;
};

/** A send that failed in a way we understand. `message` is the provider's own text, fit for a counselor. */
export class SendError extends Error {
  readonly code: SendErrorCode;
  readonly retryable: boolean;
  readonly certain: boolean;
  readonly retryAfterMs: number | null;
  readonly providerCode: string | null;
  readonly newUrn: string | null;
  readonly sizeBytes: number | null;

  constructor(code: SendErrorCode, message: string, details: SendErrorDetails) {
    super(message, { cause: details.cause });
    this.name = 'SendError';
    this.code = code;
    this.retryable = details.retryable;
    this.certain = details.certain ?? true;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.providerCode = details.providerCode === undefined ? null : String(details.providerCode);
    this.newUrn = details.newUrn ?? null;
    this.sizeBytes = details.sizeBytes ?? null;
  }
}

/** A webhook request that is refused. `status` is what the provider is answered. */
export class WebhookRejected extends Error {
  readonly code: 'signature_invalid' | 'malformed' | 'verification_failed';
  readonly status: 400 | 401 | 403;

  constructor(code: WebhookRejected['code'], status: WebhookRejected['status'], reason: string) {
    super(reason);
    this.name = 'WebhookRejected';
    this.code = code;
    this.status = status;
  }
}
