import type { MediaKind, MediaRef } from '../adapter.ts';
import { maxDownloadBytes } from './capabilities.ts';
import { integerOf, numberOf, objectOf, textOf, type Fields } from './fields.ts';

/**
 * A file of a message. Bots cannot download more than 20 MB, so such a file is marked and never asked for.
 * Source: https://core.telegram.org/bots/api#getfile
 */
export function fileRef(kind: MediaKind, value: unknown): MediaRef | null {
  const file = objectOf(value);
  const ref = textOf(file?.['file_id']);
  if (!file || !ref) return null;
  const fileName = textOf(file['file_name']) ?? textOf(file['title']);
  const mimeType = textOf(file['mime_type']);
  const sizeBytes = integerOf(file['file_size']);
  const durationSeconds = numberOf(file['duration']);
  return {
    kind,
    ref,
    ...(fileName && { fileName }),
    ...(mimeType && { mimeType }),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(sizeBytes !== undefined && sizeBytes > maxDownloadBytes && { isTooLarge: true }),
  };
}

/** The largest of a photo's sizes that can be downloaded. Telegram makes photos JPEG. */
export function photoRef(value: unknown): MediaRef | null {
  if (!Array.isArray(value)) return null;
  const sizes = value.map(objectOf).filter((size): size is Fields => size !== null);
  const best = sizes
    .filter((size) => (integerOf(size['file_size']) ?? 0) <= maxDownloadBytes)
    .reduce<Fields | null>((a, b) => (a && pixels(a) >= pixels(b) ? a : b), null);
  const ref = fileRef('image', best ?? sizes[0]);
  return ref && { ...ref, mimeType: 'image/jpeg' };
}

/**
 * A sticker: WebP as it is, WebM as it is. The animated kind (gzipped Lottie) is shown by no browser, so its
 * thumbnail stands in for it. Before Bot API 6.6 the thumbnail was called `thumb`.
 */
export function stickerRef(value: unknown): MediaRef | null {
  const sticker = objectOf(value);
  const own = fileRef('sticker', sticker);
  if (!sticker || !own) return null;
  if (sticker['is_video'] === true) return { ...own, mimeType: 'video/webm' };
  if (sticker['is_animated'] !== true) return { ...own, mimeType: 'image/webp' };
  const thumbnail = fileRef('sticker', sticker['thumbnail'] ?? sticker['thumb']);
  return thumbnail ?? { ...own, mimeType: 'application/x-tgsticker' };
}

function pixels(size: Fields): number {
  return (numberOf(size['width']) ?? 0) * (numberOf(size['height']) ?? 0);
}
