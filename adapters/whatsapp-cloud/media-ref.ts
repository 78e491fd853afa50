import type { MediaKind, MediaRef } from '../adapter.ts';
import { asId, asText, type Json } from './json.ts';

/** Ids of media: what goes into a path of the Graph API. */
export const mediaIdPattern = /^[A-Za-z0-9_-]{1,128}$/;

/** A file by its media id. A `url` in the payload is left aside: only Meta's answer to the id says where to fetch. */
export function readMediaRef(kind: MediaKind, body: Json): MediaRef | null {
  const ref = asId(body.id);
  if (ref === null || !mediaIdPattern.test(ref)) return null;
  const fileName = asText(body.filename) || undefined;
  const mimeType = asText(body.mime_type) || undefined;
  const sha256 = hexDigest(body.sha256) ?? undefined;
  return {
    kind,
    ref,
    ...(fileName && { fileName }),
    ...(mimeType && { mimeType }),
    ...(sha256 && { sha256 }),
  };
}

/** A SHA-256 as lower-case hex: webhooks carry base64, the media endpoint hex. Null when it is neither. */
export function hexDigest(value: unknown): string | null {
  const text = asText(value)?.trim() ?? '';
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) return null;
  return Buffer.from(text, 'base64').toString('hex');
}
