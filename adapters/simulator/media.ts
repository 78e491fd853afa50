import { SendError, type FetchedMedia, type MediaRef } from '../adapter.ts';
import { maxFileBytes } from './capabilities.ts';

const dataUrl = /^data:([^;,]*)(?:;[^;,]*)*;base64,/;

/**
 * Decodes the data URL in which a simulated file travels.
 *
 * Limit: 5 MB, our own.
 * @throws SendError `media_too_large` or `media_unavailable` (both final).
 */
export async function fetchMedia(
  media: MediaRef,
  _credentials: unknown,
  { maxBytes }: { maxBytes: number },
): Promise<FetchedMedia> {
  const head = dataUrl.exec(media.ref.slice(0, 1000));
  const encoded = head ? media.ref.slice(head[0].length) : '';
  if (!head || !/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) {
    throw new SendError('media_unavailable', 'The file cannot be read', { retryable: false });
  }
  if (Buffer.byteLength(encoded, 'base64') > Math.min(maxBytes, maxFileBytes)) {
    throw new SendError('media_too_large', 'The file is too large', { retryable: false });
  }
  const mimeType = head[1] || media.mimeType || null;
  return { bytes: Buffer.from(encoded, 'base64'), mimeType, fileName: media.fileName ?? null };
}
