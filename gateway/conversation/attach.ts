import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { invalid } from '../errors.ts';
import { Attachment } from '../model/attachment.ts';

/**
 * Loads uploads in the given order and locks them: each may be sent once, by the person who uploaded it, also when two
 * requests name it at the same time.
 * @throws AppError `validation_failed`.
 */
export async function loadAttachments(
  em: EntityManager,
  ids: string[],
  counselorId: string,
): Promise<Attachment[]> {
  if (ids.length === 0) return [];
  const uploads = await em.find(
    Attachment,
    { id: { $in: ids }, uploadedById: counselorId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  const found = new Map(uploads.map((one) => [one.id, one]));
  return ids.map((id, index) => {
    const attachment = found.get(id);
    const path = `body.attachmentIds.${index}`;
    if (!attachment || ids.indexOf(id) !== index)
      throw invalid(path, 'There is no such upload of yours.');
    if (attachment.messageId || attachment.noteId)
      throw invalid(path, 'This file is part of another message.');
    if (attachment.state !== 'ready') throw invalid(path, 'This file can not be sent.');
    return attachment;
  });
}

export function attach(
  attachments: Attachment[],
  owner: { messageId: string } | { noteId: string },
): void {
  attachments.forEach((attachment, position) => Object.assign(attachment, owner, { position }));
}
