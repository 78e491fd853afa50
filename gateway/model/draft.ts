import { defineEntity, p } from '@mikro-orm/core';
import { Conversation } from './conversation.ts';
import { Counselor } from './counselor.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'Draft',
  tableName: 'draft',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    counselorId: () => p.manyToOne(Counselor).mapToPk().fieldName('counselor_id'),
    conversationId: () => p.manyToOne(Conversation).mapToPk().fieldName('conversation_id'),
    content: p.type(SealedTextType).$type<SealedText>(),
    updatedAt: p.datetime(),
  },
});

/** A counselor's unsent text in a conversation. */
export class Draft extends schema.class {}
schema.setClass(Draft);
