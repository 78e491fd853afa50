import { defineEntity, p } from '@mikro-orm/core';
import { Counselor } from './counselor.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';
import { Topic } from './topic.ts';

const schema = defineEntity({
  name: 'SavedReply',
  tableName: 'saved_reply',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    /** Null for what everybody uses. */
    ownerId: () => p.manyToOne(Counselor).mapToPk().fieldName('owner_id').nullable(),
    key: p.text(),
    topicId: () => p.manyToOne(Topic).mapToPk().fieldName('topic_id').nullable(),
    /** Title and texts, as JSON. */
    content: p.type(SealedTextType).$type<SealedText>(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** A text that counselors keep ready, in several languages. */
export class SavedReply extends schema.class {}
schema.setClass(SavedReply);
