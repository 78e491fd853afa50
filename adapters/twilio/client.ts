import type { ClientOpts, Twilio } from 'twilio';

import { type CallContext, SendError } from '../adapter.ts';
import type { TwilioCredentials } from './credentials.ts';
import { answeredError } from './errors.ts';
import { transportError } from './transport.ts';

type HttpClient = NonNullable<ClientOpts['httpClient']>;

/** What the SDK asks its HTTP client for. */
type SdkRequest = {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: object;
  data?: object;
};

/**
 * Twilio's SDK for one call: on `fetch`, with our base URL, abort signal and channel log. It neither retries
 * nor logs by itself; edge and region stay empty so that no environment variable redirects it.
 *
 * Its methods reject with SendError. The SDK is loaded on first use, as that takes about 200 ms.
 */
export async function openClient(
  credentials: TwilioCredentials,
  call: CallContext,
): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const httpClient = { request: (sdkRequest: SdkRequest) => exchange(sdkRequest, call) };
  return twilio(credentials.accountSid, credentials.authToken, {
    httpClient: httpClient as unknown as HttpClient,
    edge: '',
    region: '',
    logLevel: '',
  });
}

/** The Authorization header of Twilio's API. */
export function basicAuth(accountSid: string, authToken: string): string {
  return `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
}

/** The same path on our base URL, when one is configured: a proxy or a stand-in takes all of Twilio's hosts. */
export function rebased(uri: string, apiRoot: string | undefined): URL {
  const url = new URL(uri);
  if (!apiRoot) {
    return url;
  }
  const root = new URL(apiRoot);
  return new URL(`${root.origin}${root.pathname.replace(/\/$/, '')}${url.pathname}${url.search}`);
}

/** A path fit for the channel log: SIDs replaced, no query. */
export function loggedPath(url: URL): string {
  return url.pathname.replaceAll(/\b[A-Z]{2}[0-9a-zA-Z]{32}\b/g, '{sid}');
}

async function exchange(sdkRequest: SdkRequest, call: CallContext) {
  const url = rebased(sdkRequest.uri, call.apiRoot);
  for (const [name, value] of pairs(sdkRequest.params)) {
    url.searchParams.append(name, value);
  }
  const method = sdkRequest.method.toUpperCase();
  const startedAt = performance.now();
  const log = (status: number | null, providerCode: string | null, headers?: Headers) =>
    call.record({
      method,
      path: loggedPath(url),
      status,
      elapsedMs: Math.round(performance.now() - startedAt),
      providerCode,
      ...(headers && { headers: Object.fromEntries(headers) }),
    });
  try {
    call.signal.throwIfAborted();
    const response = await fetch(url, {
      method,
      headers: {
        ...sdkRequest.headers,
        authorization: basicAuth(sdkRequest.username ?? '', sdkRequest.password ?? ''),
      },
      body: method === 'POST' ? new URLSearchParams(pairs(sdkRequest.data)) : undefined,
      redirect: 'manual',
      signal: call.signal,
    });
    const answer = jsonObject(await response.text());
    const code = answer?.['code'] === undefined ? null : String(answer['code']);
    log(response.status, code, response.headers);
    if (!response.ok) {
      const message = typeof answer?.['message'] === 'string' ? answer['message'] : null;
      throw answeredError(response.status, { code, message }, retryAfterMs(response.headers));
    }
    if (!answer) {
      throw new SendError('no_answer', 'Twilio answered with something unreadable.', {
        retryable: method === 'GET',
        certain: method === 'GET',
        providerCode: response.status,
      });
    }
    return { statusCode: response.status, body: answer, headers: {} };
  } catch (error) {
    if (error instanceof SendError) {
      throw error;
    }
    log(null, null);
    throw transportError(error, { isRepeatable: method === 'GET' });
  }
}

function pairs(fields: object | undefined): [string, string][] {
  return Object.entries(fields ?? {}).flatMap(([name, value]: [string, unknown]) => {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values
      .filter((item) => item !== undefined && item !== null)
      .map((item): [string, string] => [name, String(item)]);
  });
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Retry-After in seconds or as a date. Source: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (!value) {
    return undefined;
  }
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
