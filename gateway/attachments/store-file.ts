import type { Files } from '../files.ts';
import type { PreparedFile } from './prepare-file.ts';

/** Columns of `attachment` that tell of a stored file. */
export type StoredFile = {
  mimeType: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  preview: 'own' | 'original' | null;
  hasPlayable: boolean;
};

/** Seals a file and what is kept beside it. A row comes after: it would be a promise that can't be kept otherwise. */
export async function storeFile(
  files: Files,
  organizationId: string,
  attachmentId: string,
  { bytes, mimeType, width, height, preview, playable }: PreparedFile,
): Promise<StoredFile> {
  if (Buffer.isBuffer(preview)) await files.write(organizationId, attachmentId, preview, 'preview');
  if (playable) await files.write(organizationId, attachmentId, playable, 'playable');
  await files.write(organizationId, attachmentId, bytes);
  return {
    mimeType,
    sizeBytes: bytes.length,
    width,
    height,
    preview: Buffer.isBuffer(preview) ? 'own' : preview,
    hasPlayable: playable !== null,
  };
}
