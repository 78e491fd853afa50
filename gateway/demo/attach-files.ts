import type { EntityManager } from '@mikro-orm/postgresql';
import type { Prepared } from '../attachments/prepare-file.ts';
import { storeFile } from '../attachments/store-file.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../ids.ts';
import { Attachment } from '../model/attachment.ts';
import { drawLetter, printPdf, recordVoice, type DemoFile } from './files.ts';
import type { PlannedLine } from './plan.ts';
import { authorOf, type Told } from './write-answers.ts';

/** Puts the files beside their messages, sealed in the storage as fetched ones are. */
export async function attachFiles(
  em: EntityManager,
  { files, preparation }: AppContext,
  told: Told[],
): Promise<void> {
  const letter = await drawLetter();
  const voice = recordVoice();
  const ready = new Map<DemoFile, Prepared>();
  for (const one of told) {
    for (const line of one.plan.lines) {
      const file = fileOf(line, letter, voice);
      if (!file) continue;
      const id = newId();
      const { organizationId, keys } = one.channel;
      const prepared = ready.get(file) ?? (await preparation.receive(file.bytes, file.mimeType));
      ready.set(file, prepared);
      if (prepared.isBlocked) continue;
      const stored = await storeFile(files, organizationId, id, prepared.file);
      em.create(Attachment, {
        id,
        organizationId,
        messageId: one.rowIds[line.index] ?? null,
        noteId: null,
        uploadedById: line.who === 'we' ? authorOf(one, line) : null,
        position: 0,
        kind: file.kind,
        fileName: keys.seal(id, 'attachment.file_name', file.fileName),
        ...stored,
        mimeType: file.mimeType,
        state: 'ready',
        media: null,
        attemptCount: 1,
        nextAttemptAt: null,
        createdAt: line.at,
      });
    }
  }
  await em.flush();
}

function fileOf({ tags }: PlannedLine, letter: DemoFile, voice: DemoFile): DemoFile | null {
  if (tags.has('letter')) return letter;
  if (tags.has('voice')) return voice;
  const name = tags.get('pdf');
  return name ? printPdf(name) : null;
}
