import { defineEntity, p } from '@mikro-orm/core';
import { Conversation } from './conversation.ts';
import { Counselor } from './counselor.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const properties = {
  id: p.uuid().primary(),
  organizationId: p.uuid(),
  counselorId: () => p.manyToOne(Counselor).mapToPk().fieldName('counselor_id'),
  conversationId: () => p.manyToOne(Conversation).mapToPk().fieldName('conversation_id'),
  content: p.type(SealedTextType).$type<SealedText>(),
  /** Uploads of the same person that are to go with it. */
  attachmentIds: p.array<string>().columnType('uuid[]'),
  updatedAt: p.datetime(),
};

const schema = defineEntity({ name: 'Draft', tableName: 'draft', properties });

/** A counselor's unsent reply in a conversation. */
export class Draft extends schema.class {}
schema.setClass(Draft);

const noteSchema = defineEntity({ name: 'NoteDraft', tableName: 'note_draft', properties });

/** A counselor's unsent note in a conversation: nothing that knows replies finds it. */
export class NoteDraft extends noteSchema.class {}
noteSchema.setClass(NoteDraft);
