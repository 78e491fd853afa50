import type { MediaRef } from '../../adapters/adapter.ts';
import { cleanFileName } from '../attachments/file-name.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { cleanText } from './clean-text.ts';

export type SealedAttachment = ReturnType<typeof sealAttachment>;

/** The rows of a message's files, which wait to be fetched. */
export function sealAttachments(
  media: MediaRef[],
  messageId: string,
  keys: OrganizationKeys,
): SealedAttachment[] {
  return media.map((one, position) => sealAttachment(one, position, messageId, keys));
}

function sealAttachment(
  media: MediaRef,
  position: number,
  messageId: string,
  keys: OrganizationKeys,
) {
  const id = newId();
  const fileName = cleanFileName(media.fileName ?? '').slice(0, 255);
  return {
    id,
    messageId,
    position,
    kind: media.kind,
    fileName: fileName ? keys.seal(id, 'attachment.file_name', fileName) : null,
    mimeType: media.mimeType ? cleanText(media.mimeType).slice(0, 100) : null,
    sizeBytes: media.sizeBytes ?? null,
    state: media.isTooLarge ? 'too_large' : 'pending',
    media: keys.seal(id, 'attachment.media', JSON.stringify(media)),
  };
}

export const attachmentColumns: [type: string, read: (one: SealedAttachment) => unknown][] = [
  ['uuid', (one) => one.messageId],
  ['uuid', (one) => one.id],
  ['smallint', (one) => one.position],
  ['text', (one) => one.kind],
  ['bytea', (one) => one.fileName],
  ['text', (one) => one.mimeType],
  ['bigint', (one) => one.sizeBytes],
  ['text', (one) => one.state],
  ['bytea', (one) => one.media],
];

/** Those that a job fetches. */
export function pendingIds(attachments: SealedAttachment[]): string[] {
  return attachments.filter(({ state }) => state === 'pending').map(({ id }) => id);
}
