import { SendError } from '../adapter.ts';

// Failures of name resolution, connecting and the TLS handshake: no byte of the request has left.
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * The error behind a call that got no answer. What can be repeated without harm (a GET) is `provider_unavailable`;
 * a message may have left, so it is `no_answer` and uncertain unless the connection never stood.
 */
export function transportError(
  cause: unknown,
  { isRepeatable }: { isRepeatable: boolean },
): SendError {
  if (isRepeatable || isUnsent(cause)) {
    return new SendError('provider_unavailable', 'Twilio cannot be reached.', {
      retryable: true,
      cause,
    });
  }
  return new SendError('no_answer', 'Twilio did not answer. The message may have been sent.', {
    retryable: false,
    certain: false,
    cause,
  });
}

function isUnsent(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && unsentCodes.has(cause.code)) {
      return true;
    }
  }
  return false;
}
