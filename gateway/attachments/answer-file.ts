import type { Context } from 'koa';
import type { FileVariant } from '../files.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Attachment } from '../model/attachment.ts';
import { withEnding } from './file-name.ts';
import { isShownInline } from './media-type.ts';

const variantTypes: Record<FileVariant, string> = { preview: 'image/webp', playable: 'audio/mp4' };

/** A picture that nobody could decode may be a page in disguise: it is handed over, not shown. */
function isInline({ mimeType, preview }: Attachment): boolean {
  if (!isShownInline(mimeType ?? null)) return false;
  return Boolean(preview) || !mimeType?.startsWith('image/');
}

/** Answers the whole file or the part that was asked for. Only what can do no harm is shown in place. */
export function answerFile(
  ctx: Context,
  { attachment, variant }: { attachment: Attachment; variant?: FileVariant },
  bytes: Buffer,
  keys: OrganizationKeys,
): void {
  const mimeType = variant ? variantTypes[variant] : attachment.mimeType;
  const isShown =
    (variant !== undefined || isInline(attachment)) && ctx.query['download'] === undefined;
  const named = attachment.fileName
    ? keys.open(attachment.id, 'attachment.file_name', attachment.fileName)
    : null;
  const name = withEnding(named ?? attachment.kind, named && !variant ? null : mimeType);
  ctx.set({
    'Content-Type': isShown ? (mimeType ?? '') : safeType(mimeType),
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
    'Accept-Ranges': 'bytes',
  });
  const [range, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(ctx.get('range')) ?? [];
  // What is no range, or several, is answered as if nothing had been asked. Source: RFC 9110, section 14.2
  if (
    !range ||
    first + last === '' ||
    (first !== '' && last !== '' && Number(last) < Number(first))
  ) {
    ctx.body = bytes;
    return;
  }
  const start = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const end =
    first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
  if (start > end) {
    ctx.status = 416;
    ctx.set('Content-Range', `bytes */${bytes.length}`);
    ctx.body = '';
    return;
  }
  ctx.status = 206;
  ctx.set('Content-Range', `bytes ${start}-${end}/${bytes.length}`);
  ctx.body = bytes.subarray(start, end + 1);
}

/** As RFC 8187 wants it: of what `encodeURIComponent` leaves, these would end the value. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Markup goes out as bytes, so that not even a saved file opens as a page of ours. */
function safeType(mimeType: string | null | undefined): string {
  return !mimeType || /html|svg|xml/.test(mimeType) ? 'application/octet-stream' : mimeType;
}
