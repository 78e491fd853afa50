import { SendError, type CallContext, type FetchedMedia, type MediaRef } from '../adapter.ts';
import { apiRootOf, callTelegram } from './client.ts';
import type { TelegramCredentials } from './credentials.ts';
import { maxDownloadBytes } from './capabilities.ts';
import { integerOf, objectOf, textOf } from './fields.ts';

/**
 * Asks for a fresh link (valid for at least an hour) and downloads the file.
 *
 * Limit: 20 MB. Source: https://core.telegram.org/bots/api#getfile
 * @throws SendError `media_too_large` and `media_unavailable` (final), all else retryable.
 */
export async function fetchMedia(
  media: MediaRef,
  credentials: TelegramCredentials,
  call: CallContext & { maxBytes: number },
): Promise<FetchedMedia> {
  const maxBytes = Math.min(call.maxBytes, maxDownloadBytes);
  if (media.isTooLarge || (media.sizeBytes ?? 0) > maxBytes) throw tooLarge(media.sizeBytes);
  const file = objectOf(await getFile(media.ref, credentials, call));
  const path = textOf(file?.['file_path']);
  if (!path || path.startsWith('/') || path.split('/').includes('..')) {
    throw unavailable('Telegram named no path to the file');
  }
  const sizeBytes = integerOf(file?.['file_size']) ?? 0;
  if (sizeBytes > maxBytes) throw tooLarge(sizeBytes);
  const response = await download(path, credentials, call);
  const bytes = await readAtMost(response, maxBytes);
  return { bytes, mimeType: mimeTypeOf(response), fileName: path.split('/').at(-1) ?? null };
}

/** A 400 here may be "temporarily unavailable", in the same sentence as "wrong file_id": worth another try. */
async function getFile(
  fileId: string,
  credentials: TelegramCredentials,
  call: CallContext,
): Promise<unknown> {
  try {
    return await callTelegram('getFile', { file_id: fileId }, credentials, call, 'repeatable');
  } catch (error) {
    if (!(error instanceof SendError) || error.providerCode !== '400') throw error;
    if (/too big/i.test(error.message)) throw tooLarge();
    if (/invalid file_id/i.test(error.message)) throw unavailable(error.message);
    throw new SendError('provider_unavailable', error.message, {
      retryable: true,
      providerCode: 400,
    });
  }
}

async function download(
  path: string,
  credentials: TelegramCredentials,
  call: CallContext,
): Promise<Response> {
  const url = `${apiRootOf(call)}file/bot${credentials.botToken}/${encodeURI(path)}`;
  const startedAt = performance.now();
  const record = (status: number | null, providerCode: string | null) =>
    call.record({
      method: 'GET',
      path: '/file/bot{token}/{path}',
      status,
      elapsedMs: Math.round(performance.now() - startedAt),
      providerCode,
    });
  let response: Response;
  try {
    response = await fetch(url, { signal: call.signal, redirect: 'manual' });
  } catch {
    record(null, 'provider_unavailable');
    throw unreachable();
  }
  record(response.status, response.ok ? null : String(response.status));
  if (response.ok) return response;
  await response.body?.cancel();
  throw downloadFailure(response);
}

function downloadFailure(response: Response): SendError {
  const { status } = response;
  const details = { retryable: true, providerCode: status };
  if (status === 401) return new SendError('credentials_failed', 'Unauthorized', details);
  if (status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined;
    return new SendError('throttled', 'Too many requests', { ...details, retryAfterMs });
  }
  if (status >= 500) return new SendError('provider_unavailable', 'Telegram failed', details);
  return unavailable(`Telegram answered ${status} instead of the file`);
}

async function readAtMost(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof SendError ? error : unreachable();
  }
  return Buffer.concat(chunks, size);
}

/** Telegram calls most files `application/octet-stream`, which says nothing. */
function mimeTypeOf(response: Response): string | null {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim();
  return type && type !== 'application/octet-stream' ? type : null;
}

function tooLarge(sizeBytes?: number): SendError {
  return new SendError('media_too_large', 'The file is too large to download', {
    retryable: false,
    sizeBytes,
  });
}

function unavailable(text: string): SendError {
  return new SendError('media_unavailable', text, { retryable: false });
}

function unreachable(): SendError {
  return new SendError('provider_unavailable', 'The file could not be downloaded', {
    retryable: true,
  });
}
