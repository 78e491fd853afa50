import { defineEntity, p } from '@mikro-orm/core';
import type { Attachment as AttachmentResource } from '../contract/message.ts';
import { Counselor } from './counselor.ts';
import { Message } from './message.ts';
import { Note } from './note.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'Attachment',
  tableName: 'attachment',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    messageId: () => p.manyToOne(Message).mapToPk().fieldName('message_id').nullable(),
    noteId: () => p.manyToOne(Note).mapToPk().fieldName('note_id').nullable(),
    uploadedById: () => p.manyToOne(Counselor).mapToPk().fieldName('uploaded_by_id').nullable(),
    position: p.smallint(),
    kind: p.text().$type<AttachmentResource['kind']>(),
    fileName: p.type(SealedTextType).$type<SealedText>().nullable(),
    mimeType: p.text().nullable(),
    sizeBytes: p.bigint('number').nullable(),
    state: p.text().$type<AttachmentResource['state']>(),
    blockedReason: p.text().$type<NonNullable<AttachmentResource['blockedReason']>>().nullable(),
    width: p.integer().nullable(),
    height: p.integer().nullable(),
    /** What the thread shows: a smaller picture of its own, the original, or nothing. */
    preview: p.text().$type<'own' | 'original'>().nullable(),
    hasPlayable: p.boolean().default(false),
    /** JSON of the adapter's MediaRef: where the file waits at the provider. */
    media: p.type(SealedTextType).$type<SealedText>().nullable(),
    attemptCount: p.smallint(),
    nextAttemptAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

/** A file; its bytes lie sealed in the file storage under its id. */
export class Attachment extends schema.class {}
schema.setClass(Attachment);
