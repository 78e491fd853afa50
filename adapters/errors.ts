export const sendErrorCodes = [
  'address_changed',
  'contact_opted_out',
  'contact_stopped',
  'contact_unreachable',
  'content_rejected',
  'credentials_failed',
  'media_rejected',
  'media_too_large',
  'media_unavailable',
  'no_answer',
  'policy_rejected',
  'provider_unavailable',
  'template_rejected',
  'throttled',
  'throttled_contact',
  'window_closed',
] as const;
export type SendErrorCode = (typeof sendErrorCodes)[number];

type SendErrorDetails = {
  /** Whether trying again later can help. */
  retryable: boolean;
  /** Whether we know that it was not sent. */
  certain?: boolean;
  retryAfterMs?: number;
  providerCode?: string | number;
  /** For `address_changed`: the address to send to instead. */
  newUrn?: string;
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

  constructor(code: SendErrorCode, message: string, details: SendErrorDetails) {
    super(message, { cause: details.cause });
    this.name = 'SendError';
    this.code = code;
    this.retryable = details.retryable;
    this.certain = details.certain ?? true;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.providerCode = details.providerCode === undefined ? null : String(details.providerCode);
    this.newUrn = details.newUrn ?? null;
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
