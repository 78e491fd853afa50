import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

import { type CallContext, type FetchedMedia, type MediaRef, SendError } from '../adapter.ts';
import { basicAuth, loggedPath, rebased, retryAfterMs } from './client.ts';
import type { TwilioCredentials } from './credentials.ts';
import { assertPublicHost, PrivateAddressError, publicLookup } from './public-address.ts';
import { answeredError } from './errors.ts';
import { transportError } from './transport.ts';

type MediaCall = CallContext & { maxBytes: number };

const maxRedirects = 5;

/**
 * Fetches a file that came with a message. Twilio answers with a redirect to a signed address elsewhere; the
 * Basic authentication goes to Twilio (or our base URL) alone, and no redirect leads to a private address.
 *
 * Source: https://www.twilio.com/docs/messaging/api/media-resource
 * @throws SendError `media_too_large` or `media_unavailable` (final); `credentials_failed`, `throttled` or
 * `provider_unavailable` (retryable).
 */
export async function fetchMedia(
  media: MediaRef,
  credentials: TwilioCredentials,
  call: MediaCall,
): Promise<FetchedMedia> {
  const start = startOf(media.ref, call.apiRoot);
  let url = start;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const isOurs = carriesCredentials(url, start, call.apiRoot);
    const response = await get(url, isOurs ? credentials : null, call);
    const status = response.statusCode ?? 0;
    const location = response.headers.location;
    if (status < 300 || status >= 400 || !location) {
      return await fileOf(response, status, call);
    }
    response.destroy();
    url = redirected(location, url);
  }
  throw unavailable('The file lies behind too many redirects.');
}

/** Whether a hop of the way to a file may know who we are: only where it began, and only at Twilio or our base URL. */
export function carriesCredentials(url: URL, start: URL, apiRoot: string | undefined): boolean {
  const isTrusted = isBase(url, apiRoot) || (url.protocol === 'https:' && isTwilio(url));
  return isTrusted && url.origin === start.origin;
}

/** Without credentials the request carries no authentication and its path, which may be a signed one, is not logged. */
async function get(
  url: URL,
  credentials: TwilioCredentials | null,
  call: MediaCall,
): Promise<IncomingMessage> {
  const startedAt = performance.now();
  const log = (status: number | null) =>
    call.record({
      method: 'GET',
      path: credentials ? loggedPath(url) : `${url.host}/{file}`,
      status,
      elapsedMs: Math.round(performance.now() - startedAt),
      providerCode: null,
    });
  try {
    const response = await open(url, {
      signal: call.signal,
      ...(credentials && {
        headers: { authorization: basicAuth(credentials.accountSid, credentials.authToken) },
      }),
      ...(!isBase(url, call.apiRoot) && { lookup: publicLookup }),
    });
    log(response.statusCode ?? null);
    return response;
  } catch (error) {
    log(null);
    if (error instanceof PrivateAddressError) {
      throw unavailable('The file lies at an address that is not public.');
    }
    throw transportError(error, { isRepeatable: true });
  }
}

function open(url: URL, options: Parameters<typeof requestHttp>[1]): Promise<IncomingMessage> {
  if (options.lookup) {
    assertPublicHost(url.hostname);
  }
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end();
  });
}

async function fileOf(
  response: IncomingMessage,
  status: number,
  call: MediaCall,
): Promise<FetchedMedia> {
  if (status !== 200) {
    response.destroy();
    throw status === 404 || status === 410
      ? unavailable('Twilio no longer has the file.')
      : answeredError(
          status,
          { code: null, message: null },
          retryAfterMs(new Headers({ 'retry-after': response.headers['retry-after'] ?? '' })),
        );
  }
  const bytes = await bytesOf(response, call.maxBytes);
  const mimeType = response.headers['content-type'] ?? null;
  return { bytes, mimeType, fileName: fileNameOf(response.headers['content-disposition']) };
}

async function bytesOf(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => {
    response.destroy();
    return new SendError('media_too_large', 'The file is larger than allowed.', {
      retryable: false,
    });
  };
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) {
        throw tooLarge();
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof SendError ? error : transportError(error, { isRepeatable: true });
  }
  return Buffer.concat(chunks);
}

function startOf(ref: string, apiRoot: string | undefined): URL {
  if (!URL.canParse(ref)) {
    throw unavailable('Twilio gave no address for the file.');
  }
  const url = new URL(ref);
  return isTwilio(url) ? rebased(ref, apiRoot) : url;
}

function redirected(location: string, from: URL): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (!target || !/^https?:$/.test(target.protocol)) {
    throw unavailable('The file lies behind a redirect that leads nowhere.');
  }
  return target;
}

function isBase(url: URL, apiRoot: string | undefined): boolean {
  return apiRoot !== undefined && url.origin === new URL(apiRoot).origin;
}

function isTwilio(url: URL): boolean {
  return url.hostname === 'twilio.com' || url.hostname.endsWith('.twilio.com');
}

function fileNameOf(disposition: string | undefined): string | null {
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1]?.trim() || null;
}

function unavailable(text: string): SendError {
  return new SendError('media_unavailable', text, { retryable: false });
}
