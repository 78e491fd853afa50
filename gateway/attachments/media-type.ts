import { fileTypeFromBuffer } from 'file-type';
import type { Attachment } from '../contract/message.ts';

export type MediaType = { mimeType: string; kind: Attachment['kind'] };

/** What a browser may show in place. All else is offered as a download, markup above all. */
const inlineTypes = /^(image\/(jpeg|png|gif|webp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

export function isShownInline(mimeType: string | null): boolean {
  return mimeType !== null && inlineTypes.test(mimeType);
}

/** Tells the type from the bytes; what sender or header claim counts only among plain-text types. */
export async function detectMediaType(bytes: Buffer, claimed: string | null): Promise<MediaType> {
  const detected = await fileTypeFromBuffer(bytes);
  const mimeType = detected ? refine(detected.mime, bytes) : plainType(bytes, claimed);
  return { mimeType, kind: kindOf(mimeType) };
}

/** An Ogg file that holds Opus is a voice note. */
function refine(mimeType: string, bytes: Buffer): string {
  if (/^(audio|video|application)\/ogg/.test(mimeType)) {
    return bytes.subarray(0, 512).includes('OpusHead') ? 'audio/ogg' : mimeType;
  }
  return mimeType === 'audio/opus' ? 'audio/ogg' : mimeType;
}

function plainType(bytes: Buffer, claimed: string | null): string {
  const head = bytes.subarray(0, 4096);
  if (head.includes(0)) return 'application/octet-stream';
  const text = head.toString('utf8').trimStart().toLowerCase();
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/.test(text))
    return 'image/svg+xml';
  if (/<(!doctype html|html|head|body|script|iframe)[\s>]/.test(text)) return 'text/html';
  if (text.startsWith('begin:vcard')) return 'text/vcard';
  const isText = /^text\/(plain|csv|calendar|markdown)$/.test(claimed?.split(';')[0]?.trim() ?? '');
  return isText ? (claimed?.split(';')[0]?.trim() ?? 'text/plain') : 'application/octet-stream';
}

function kindOf(mimeType: string): Attachment['kind'] {
  if (mimeType === 'audio/ogg') return 'voice';
  if (/^image\/(jpeg|png|webp|gif)$/.test(mimeType)) return 'image';
  if (mimeType.startsWith('audio/')) return 'audio';
  if (mimeType.startsWith('video/')) return 'video';
  return 'document';
}
