import type Router from '@koa/router';
import type { AppContext } from '../context.ts';
import { attachmentPath, uploadAttachment } from '../contract/attachment.ts';
import { presentAttachment } from '../conversation/present-message.ts';
import { AppError, notFound } from '../errors.ts';
import { authorize, serve, type Served } from '../http/serve.ts';
import { newId } from '../ids.ts';
import type { FileVariant } from '../files.ts';
import { Attachment } from '../model/attachment.ts';
import { Message } from '../model/message.ts';
import { inOrganization } from '../unit-of-work.ts';
import { answerFile } from './answer-file.ts';
import { readFileLink } from './file-links.ts';
import { withEnding } from './file-name.ts';
import type { BlockedReason, Preparation, PreparedFile } from './prepare-file.ts';
import { ScannerAwayError } from './scan.ts';
import { storeFile } from './store-file.ts';
import { readUpload, type Upload } from './upload.ts';

export function attachmentRoutes({
  database: { orm },
  keyring,
  files,
  preparation,
}: AppContext): Served[] {
  return [
    serve(uploadAttachment, async ({ ctx, signed }) => {
      const { organizationId, counselorId } = signed;
      const upload = await readUpload(ctx.req);
      const file = await prepareUpload(preparation, upload);
      const keys = await keyring.of(organizationId);
      const id = newId();
      const stored = await storeFile(files, organizationId, id, file);
      const fileName = keys.seal(
        id,
        'attachment.file_name',
        withEnding(upload.fileName, upload.isVoice ? file.mimeType : null),
      );
      await inOrganization(orm, organizationId, async (em) => {
        em.create(Attachment, {
          id,
          organizationId,
          uploadedById: counselorId,
          position: 0,
          kind: file.kind,
          fileName,
          ...stored,
          state: 'ready',
          attemptCount: 0,
          createdAt: new Date(),
        });
        await em.flush();
      });
      return presentAttachment(
        {
          id,
          message_id: null,
          note_id: null,
          kind: file.kind,
          file_name: fileName,
          mime_type: stored.mimeType,
          size_bytes: String(stored.sizeBytes),
          state: 'ready',
          blocked_reason: null,
          width: stored.width,
          height: stored.height,
          preview: stored.preview,
          has_playable: stored.hasPlayable,
        },
        keys,
      );
    }),
  ];
}

/** @throws AppError `file_blocked`; `unavailable` while the virus scanner does not answer. */
async function prepareUpload(
  preparation: Preparation,
  { bytes, mimeType, isVoice }: Upload,
): Promise<PreparedFile> {
  try {
    const prepared = await preparation.upload(bytes, mimeType, isVoice);
    if (!prepared.isBlocked) return prepared.file;
    throw new AppError('file_blocked', blockedSentences[prepared.reason]);
  } catch (error) {
    if (!(error instanceof ScannerAwayError)) throw error;
    throw new AppError(
      'unavailable',
      'Files cannot be checked for viruses at the moment. Please try again in a few minutes.',
    );
  }
}

const blockedSentences: Record<BlockedReason, string> = {
  infected: 'The virus scanner found something harmful in this file. It was not kept.',
  not_checked: 'This file is larger than the virus scanner takes. It was not kept.',
};

/** The files themselves: behind the session, or by a signed link that expires. */
export function mountFiles(
  router: Router,
  { database: { orm }, keyring, files }: AppContext,
): void {
  const load = async (organizationId: string, attachmentId: string) => {
    const attachment = await inOrganization(orm, organizationId, async (em) => {
      const found = await em.findOne(Attachment, attachmentId);
      const message = found?.messageId ? await em.findOne(Message, found.messageId) : null;
      return message?.deletedAt ? null : found;
    });
    if (attachment?.state !== 'ready') throw notFound('file');
    return attachment;
  };
  router.get(attachmentPath, async (ctx) => {
    const signed = authorize(ctx, { access: 'conversation.read' });
    if (!signed) throw new AppError('unauthenticated', 'Please sign in.');
    const { id = '' } = ctx['params'] as Record<string, string>;
    if (!/^[0-9a-f-]{36}$/i.test(id)) throw notFound('file');
    const { variant } = ctx.query;
    const attachment = await load(signed.organizationId, id);
    if (variant !== undefined && !hasVariant(attachment, variant)) throw notFound('file');
    const { organizationId } = signed;
    const bytes = await files.read(organizationId, attachment.id, variant as FileVariant);
    answerFile(
      ctx,
      { attachment, variant: variant as FileVariant },
      bytes,
      await keyring.of(organizationId),
    );
  });
  router.get('/files/:token', async (ctx) => {
    const { token = '' } = ctx['params'] as Record<string, string>;
    const link = readFileLink(keyring, token, new Date());
    if (!link) throw new AppError('not_found', 'This link has expired or is not valid.');
    const attachment = await load(link.organizationId, link.attachmentId);
    const bytes = await files.read(link.organizationId, attachment.id);
    answerFile(ctx, { attachment }, bytes, await keyring.of(link.organizationId));
  });
}

function hasVariant(
  { preview, hasPlayable }: Attachment,
  variant: unknown,
): variant is FileVariant {
  return (variant === 'preview' && preview === 'own') || (variant === 'playable' && hasPlayable);
}
