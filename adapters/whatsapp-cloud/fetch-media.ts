import { createHash } from 'node:crypto';
import { SendError, type CallContext, type FetchedMedia, type MediaRef } from '../adapter.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { classify } from './errors.ts';
import { callGraph, graphRoot, lostConnection, readRetryAfter } from './graph.ts';
import { asText, type Json } from './json.ts';
import { hexDigest, mediaIdPattern } from './media-ref.ts';
import { isFetchable } from './fetchable.ts';

type Limits = CallContext & { maxBytes: number };

const maxRedirects = 3;

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
    await response.body?.cancel();
    description = await describe(media.ref, credentials, call);
    response = await download(description, credentials, call);
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw refused(response);
  }
  const bytes = await readBody(response, call.maxBytes);
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
  if (Number(description.file_size) > call.maxBytes) throw tooLarge();
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
): Promise<Response> {
  const first = URL.parse(asText(description.url) ?? '');
  let url = first;
  for (let hops = 0; url && hops <= maxRedirects; hops += 1) {
    if (!(await isFetchable(url, graphRoot(call)))) break;
    const response = await get(
      url,
      url.host === first?.host ? credentials.accessToken : null,
      call,
    );
    if (response.status < 300 || response.status > 399) return response;
    await response.body?.cancel();
    url = URL.parse(response.headers.get('location') ?? '', url);
  }
  throw unavailable('The file lies where we do not fetch from.');
}

async function get(url: URL, token: string | null, call: Limits): Promise<Response> {
  const startedAt = performance.now();
  let status: number | null = null;
  try {
    const response = await fetch(url, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
      signal: call.signal,
      redirect: 'manual',
    });
    status = response.status;
    return response;
  } catch (error) {
    throw lostConnection(error, false);
  } finally {
    const elapsedMs = Math.round(performance.now() - startedAt);
    call.record({ method: 'GET', path: '/{media-url}', status, elapsedMs, providerCode: null });
  }
}

async function readBody(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = Number(response.headers.get('content-length') ?? 0);
  try {
    if (size > maxBytes) throw tooLarge();
    size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof SendError) throw error;
    throw lostConnection(error, false);
  } finally {
    if (response.body && !response.body.locked) await response.body.cancel();
  }
  return Buffer.concat(chunks, size);
}

function isExpired(response: Response): boolean {
  return [400, 401, 403, 404, 410].includes(response.status);
}

function refused(response: Response): SendError {
  if (isExpired(response)) return unavailable('WhatsApp no longer has this file.');
  const { code, retryable } = classify(null, response.status);
  if (!retryable) return unavailable(`WhatsApp answered with status ${response.status}.`);
  const retryAfterMs = readRetryAfter(response.headers) ?? undefined;
  return new SendError(code, 'WhatsApp did not hand out the file.', { retryable, retryAfterMs });
}

function unavailable(reason: string): SendError {
  return new SendError('media_unavailable', reason, { retryable: false });
}

function tooLarge(): SendError {
  return new SendError('media_too_large', 'The file is larger than we take.', { retryable: false });
}
