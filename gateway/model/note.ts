import { defineEntity, p } from '@mikro-orm/core';
import { Conversation } from './conversation.ts';
import { Counselor } from './counselor.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'Note',
  tableName: 'note',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    conversationId: () => p.manyToOne(Conversation).mapToPk().fieldName('conversation_id'),
    counselorId: () => p.manyToOne(Counselor).mapToPk().fieldName('counselor_id').nullable(),
    seq: p.bigint('number'),
    orderAt: p.datetime(),
    clientMessageId: p.text(),
    content: p.type(SealedTextType).$type<SealedText>(),
    createdAt: p.datetime(),
  },
});

/** For colleagues only. It has no delivery and no external id: nothing that sends can take it. */
export class Note extends schema.class {}
schema.setClass(Note);
