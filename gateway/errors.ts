import type { ProblemCode } from './contract/problem.ts';

const statuses: Record<ProblemCode, number> = {
  validation_failed: 422,
  malformed_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  stale_conversation: 409,
  reply_window_closed: 409,
  contact_opted_out: 409,
  contact_unreachable: 409,
  channel_down: 409,
  policy_forbids: 409,
  template_not_approved: 409,
  payload_too_large: 413,
  file_blocked: 422,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal_error: 500,
  unavailable: 503,
};

type Details = {
  issues?: { path: string; message: string }[];
  retryAfterSeconds?: number;
  isLocked?: true;
};

/** An expected failure: a code for programs, a sentence for people. All other errors are bugs and answer 500. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly details: Details;

  constructor(code: ProblemCode, sentence: string, details: Details = {}) {
    super(sentence);
    this.name = 'AppError';
    this.code = code;
    this.status = statuses[code];
    this.details = details;
  }
}

/** One failed field, as `validation_failed`. */
export function invalid(path: string, message: string): AppError {
  return new AppError('validation_failed', message, { issues: [{ path, message }] });
}

/** A thing that is not there, or belongs to another organization. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `There is no such ${what}.`);
}
