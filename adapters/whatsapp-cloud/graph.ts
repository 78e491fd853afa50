import { SendError, type CallContext } from '../adapter.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { findError, graphError } from './errors.ts';
import { asId, asObject, type Json } from './json.ts';

export type GraphRequest = {
  method: 'GET' | 'POST';
  /** Below the version, e.g. `/<phone number id>/messages`. */
  path: string;
  /** The same without ids, for the channel log. */
  label: string;
  json?: Json;
  form?: FormData;
  /** The request itself sends the message: once it has left, a lost answer leaves the outcome open. */
  isSending?: true;
};

/**
 * One call to the Graph API. Every exchange is recorded without ids and tokens.
 * @throws SendError `no_answer` (uncertain) when the answer to a sending request is lost, else typed by Graph's code.
 */
export async function callGraph(
  request: GraphRequest,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<Json> {
  const version = call.apiVersion ?? 'v25.0';
  const startedAt = performance.now();
  const record = (status: number | null, providerCode: string | null, headers?: Headers) =>
    call.record({
      method: request.method,
      path: `/${version}${request.label}`,
      status,
      elapsedMs: Math.round(performance.now() - startedAt),
      providerCode,
      ...(headers && { headers: Object.fromEntries(headers) }),
    });
  if (call.signal.aborted) throw lostConnection(call.signal.reason, false);
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${graphRoot(call)}/${version}${request.path}`, {
      method: request.method,
      headers: {
        authorization: `Bearer ${credentials.accessToken}`,
        ...(request.json && { 'content-type': 'application/json' }),
      },
      body: request.json ? JSON.stringify(request.json) : request.form,
      signal: call.signal,
      redirect: 'manual',
    });
    text = await response.text();
  } catch (error) {
    record(null, null);
    throw lostConnection(error, request.isSending === true);
  }
  const body = parse(text);
  const error = findError(body);
  record(response.status, error && asId(error.code), response.headers);
  if (error) {
    const hide = (words: string) => words.replaceAll(credentials.accessToken, '…');
    throw graphError(error, response.status, readRetryAfter(response.headers), hide);
  }
  if (response.ok && body) return body;
  throw unreadable(response, request.isSending === true);
}

/** The base URL without a version and without a slash at its end. */
export function graphRoot(call: CallContext): string {
  return (call.apiRoot ?? 'https://graph.facebook.com').replace(/\/+$/, '');
}

/** The typed error for a request that got no answer. Before a connection stands, nothing can have been sent. */
export function lostConnection(error: unknown, isSending: boolean): SendError {
  if (isSending && !neverLeft(error)) {
    return new SendError('no_answer', 'WhatsApp did not answer. It may have been sent.', {
      retryable: false,
      certain: false,
      cause: error,
    });
  }
  return new SendError('provider_unavailable', 'WhatsApp could not be reached.', {
    retryable: true,
    cause: error,
  });
}

/** `Retry-After` in milliseconds (it comes in seconds or as a date), or null. */
export function readRetryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (!value) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}

const neverSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function neverLeft(error: unknown): boolean {
  const code = asId(asObject(asObject(error)?.cause)?.code) ?? '';
  return (
    neverSentCodes.has(code) || /^(ERR_TLS_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_)/.test(code)
  );
}

function unreadable(response: Response, isSending: boolean): SendError {
  const { status } = response;
  if (response.ok && isSending) {
    return new SendError('no_answer', 'WhatsApp gave no readable answer. It may have been sent.', {
      retryable: false,
      certain: false,
    });
  }
  if (status === 429) {
    const retryAfterMs = readRetryAfter(response.headers) ?? undefined;
    return new SendError('throttled', 'WhatsApp asks for a pause.', {
      retryable: true,
      retryAfterMs,
    });
  }
  const code = status === 401 ? 'credentials_failed' : 'provider_unavailable';
  return new SendError(code, `WhatsApp answered with status ${status}.`, { retryable: true });
}

function parse(text: string): Json | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}
