import type Router from '@koa/router';
import type { Context } from 'koa';
import type { AppContext } from '../context.ts';
import { attachmentPath, uploadAttachment } from '../contract/attachment.ts';
import { presentAttachment } from '../conversation/present-message.ts';
import { AppError, notFound } from '../errors.ts';
import { authorize, serve, type Served } from '../http/serve.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { Attachment } from '../model/attachment.ts';
import { inOrganization } from '../unit-of-work.ts';
import { readFileLink } from './file-links.ts';
import { detectMediaType, isShownInline } from './media-type.ts';
import { readUpload } from './upload.ts';

export function attachmentRoutes({ database: { orm }, keyring, files }: AppContext): Served[] {
  return [
    serve(uploadAttachment, async ({ ctx, signed }) => {
      const upload = await readUpload(ctx.req);
      const keys = await keyring.of(signed.organizationId);
      const { mimeType, kind } = await detectMediaType(upload.bytes, upload.mimeType);
      const id = newId();
      // The file first: a row without its file would be a promise that can't be kept.
      await files.write(signed.organizationId, id, upload.bytes);
      const fileName = keys.seal(id, 'attachment.file_name', upload.fileName);
      await inOrganization(orm, signed.organizationId, async (em) => {
        em.create(Attachment, {
          id,
          organizationId: signed.organizationId,
          messageId: null,
          noteId: null,
          uploadedById: signed.counselorId,
          position: 0,
          kind: upload.isVoice ? 'voice' : kind,
          fileName,
          mimeType,
          sizeBytes: upload.bytes.length,
          state: 'ready',
          media: null,
          attemptCount: 0,
          nextAttemptAt: null,
          createdAt: new Date(),
        });
        await em.flush();
      });
      return presentAttachment(
        {
          id,
          message_id: null,
          note_id: null,
          kind: upload.isVoice ? 'voice' : kind,
          file_name: fileName,
          mime_type: mimeType,
          size_bytes: String(upload.bytes.length),
          state: 'ready',
        },
        keys,
      );
    }),
  ];
}

/** The files themselves: behind the session, or by a signed link that expires. */
export function mountFiles(
  router: Router,
  { database: { orm }, keyring, files }: AppContext,
): void {
  const answer = async (ctx: Context, organizationId: string, attachmentId: string) => {
    const attachment = await inOrganization(orm, organizationId, (em) =>
      em.findOne(Attachment, attachmentId),
    );
    if (attachment?.state !== 'ready') throw notFound('file');
    const bytes = await files.read(organizationId, attachment.id);
    answerFile(ctx, attachment, bytes, await keyring.of(organizationId));
  };
  router.get(attachmentPath, async (ctx) => {
    const signed = authorize(ctx, { access: 'conversation.read' });
    if (!signed) throw new AppError('unauthenticated', 'Please sign in.');
    const { id = '' } = ctx['params'] as Record<string, string>;
    if (!/^[0-9a-f-]{36}$/i.test(id)) throw notFound('file');
    await answer(ctx, signed.organizationId, id);
  });
  router.get('/files/:token', async (ctx) => {
    const { token = '' } = ctx['params'] as Record<string, string>;
    const link = readFileLink(keyring, token, new Date());
    if (!link) throw new AppError('not_found', 'This link has expired or is not valid.');
    await answer(ctx, link.organizationId, link.attachmentId);
  });
}

function answerFile(
  ctx: Context,
  attachment: Attachment,
  bytes: Buffer,
  keys: OrganizationKeys,
): void {
  const isInline =
    isShownInline(attachment.mimeType ?? null) && ctx.query['download'] === undefined;
  const name = attachment.fileName
    ? keys.open(attachment.id, 'attachment.file_name', attachment.fileName)
    : 'file';
  ctx.set({
    'Content-Type': isInline ? (attachment.mimeType ?? '') : safeType(attachment.mimeType),
    'Content-Disposition': `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(name)}`,
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
