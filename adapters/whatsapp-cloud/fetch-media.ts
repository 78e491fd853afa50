import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  getFile,
  readFileBody,
  SendError,
  type CallContext,
  type FetchedMedia,
  type MediaRef,
} from '../adapter.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { classify } from './errors.ts';
import { callGraph, readRetryAfter } from './graph.ts';
import { asText, type Json } from './json.ts';
import { hexDigest, mediaIdPattern } from './media-ref.ts';

type Limits = CallContext & { maxBytes: number };

/**
 * Fetches a received file: its id gives a URL that lives five minutes and wants the token; one that has expired is
 * asked for once more. The digest is checked. Ids of received files live seven days.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 * @throws SendError `media_too_large` (final) before or while it streams; `media_unavailable` (final) when it is
 * gone or lies where we don't fetch from; `provider_unavailable` (retryable) when it arrives damaged.
 */
export async function fetchMedia(
  media: MediaRef,
  credentials: WhatsappCloudCredentials,
  call: Limits,
): Promise<FetchedMedia> {
  if (!mediaIdPattern.test(media.ref)) throw unavailable('This is no media id.');
  let description = await describe(media.ref, credentials, call);
  let response = await download(description, credentials, call);
  if (isExpired(response)) {
    response.destroy();
    description = await describe(media.ref, credentials, call);
    response = await download(description, credentials, call);
  }
  if (response.statusCode !== 200) {
    response.destroy();
    throw refused(response);
  }
  const bytes = await readFileBody(response, call.maxBytes);
  const expected = hexDigest(description.sha256) ?? media.sha256 ?? null;
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (expected !== null && expected !== actual) {
    throw new SendError('provider_unavailable', 'The file arrived damaged.', { retryable: true });
  }
  const mimeType = asText(description.mime_type) ?? media.mimeType ?? null;
  return { bytes, mimeType, fileName: media.fileName ?? null };
}

async function describe(
  id: string,
  credentials: WhatsappCloudCredentials,
  call: Limits,
): Promise<Json> {
  const description = await lookUp(id, credentials, call);
  const sizeBytes = Number(description.file_size);
  if (sizeBytes > call.maxBytes) {
    throw new SendError('media_too_large', 'The file is larger than we take.', {
      retryable: false,
      sizeBytes,
    });
  }
  return description;
}

async function lookUp(
  id: string,
  credentials: WhatsappCloudCredentials,
  call: Limits,
): Promise<Json> {
  try {
    return await callGraph(
      { method: 'GET', path: `/${encodeURIComponent(id)}`, label: '/{media-id}' },
      credentials,
      call,
    );
  } catch (error) {
    const isGone = error instanceof SendError && error.providerCode === '100';
    throw isGone ? unavailable('WhatsApp no longer has this file.') : error;
  }
}

async function download(
  description: Json,
  credentials: WhatsappCloudCredentials,
  call: Limits,
): Promise<IncomingMessage> {
  const start = URL.parse(asText(description.url) ?? '');
  if (!start) throw unavailable('WhatsApp named no address of the file.');
  return getFile(start, {
    apiRoot: call.apiRoot,
    signal: call.signal,
    headersFor: (url): Record<string, string> =>
      url.origin === start.origin ? { authorization: `Bearer ${credentials.accessToken}` } : {},
    record: (_url, status, elapsedMs) =>
      call.record({ method: 'GET', path: '/{media-url}', status, elapsedMs, providerCode: null }),
  });
}

function isExpired({ statusCode = 0 }: IncomingMessage): boolean {
  return [400, 401, 403, 404, 410].includes(statusCode);
}

function refused(response: IncomingMessage): SendError {
  const { statusCode: status = 0, headers } = response;
  if (isExpired(response)) return unavailable('WhatsApp no longer has this file.');
  const { code, retryable } = classify(null, status);
  if (!retryable) return unavailable(`WhatsApp answered with status ${status}.`);
  const retryAfterMs =
    readRetryAfter(new Headers({ 'retry-after': headers['retry-after'] ?? '' })) ?? undefined;
  return new SendError(code, 'WhatsApp did not hand out the file.', { retryable, retryAfterMs });
}

function unavailable(reason: string): SendError {
  return new SendError('media_unavailable', reason, { retryable: false });
}
