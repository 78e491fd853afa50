import { isUtf8 } from 'node:buffer';
import {
  getFile,
  isConfigured,
  readFileBody,
  SendError,
  type CallContext,
  type FetchedMedia,
  type MediaRef,
} from '../adapter.ts';
import { basicAuth, loggedPath, rebased, retryAfterMs } from './client.ts';
import type { TwilioCredentials } from './credentials.ts';
import { answeredError } from './errors.ts';

type MediaCall = CallContext & { maxBytes: number };

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
  const isOurs = (url: URL) => carriesCredentials(url, start, call.apiRoot);
  const response = await getFile(start, {
    apiRoot: call.apiRoot,
    signal: call.signal,
    headersFor: (url): Record<string, string> =>
      isOurs(url)
        ? { authorization: basicAuth(credentials.accountSid, credentials.authToken) }
        : {},
    // A path elsewhere may be a signed one.
    record: (url, status, elapsedMs) =>
      call.record({
        method: 'GET',
        path: isOurs(url) ? loggedPath(url) : `${url.host}/{file}`,
        status,
        elapsedMs,
        providerCode: null,
      }),
  });
  const { statusCode: status = 0, headers } = response;
  if (status !== 200) {
    response.destroy();
    throw refused(status, headers['retry-after']);
  }
  const bytes = await readFileBody(response, call.maxBytes);
  const mimeType = headers['content-type'] ?? null;
  return { bytes, mimeType, fileName: fileNameOf(headers['content-disposition']) };
}

/** Whether a hop of the way to a file may know who we are: only where it began, and only at Twilio or our base URL. */
export function carriesCredentials(url: URL, start: URL, apiRoot: string | undefined): boolean {
  const isTrusted = isConfigured(url, apiRoot) || (url.protocol === 'https:' && isTwilio(url));
  return isTrusted && url.origin === start.origin;
}

function refused(status: number, retryAfter: string | undefined): SendError {
  if (status === 404 || status === 410) return unavailable('Twilio no longer has the file.');
  return answeredError(
    status,
    { code: null, message: null },
    retryAfterMs(new Headers({ 'retry-after': retryAfter ?? '' })),
  );
}

function startOf(ref: string, apiRoot: string | undefined): URL {
  if (!URL.canParse(ref)) {
    throw unavailable('Twilio gave no address for the file.');
  }
  const url = new URL(ref);
  return isTwilio(url) ? rebased(ref, apiRoot) : url;
}

function isTwilio(url: URL): boolean {
  return url.hostname === 'twilio.com' || url.hostname.endsWith('.twilio.com');
}

/** In the form for any language first. A bare UTF-8 name comes as Latin-1. Source: RFC 6266 */
function fileNameOf(disposition: string | undefined): string | null {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (extended && /^([^%]|%[0-9a-f]{2})+$/i.test(extended)) return percentDecoded(extended);
  const plain = /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1]?.trim();
  if (!plain) return null;
  const decoded = Buffer.from(plain, 'latin1');
  return isUtf8(decoded) ? decoded.toString() : plain;
}

function percentDecoded(encoded: string): string {
  return Buffer.from(
    encoded.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  ).toString();
}

function unavailable(text: string): SendError {
  return new SendError('media_unavailable', text, { retryable: false });
}
