import { defineEntity, p } from '@mikro-orm/core';
import type { Message as MessageResource } from '../contract/message.ts';
import { Channel } from './channel.ts';
import { Conversation } from './conversation.ts';
import { Counselor } from './counselor.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'Message',
  tableName: 'message',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    conversationId: () => p.manyToOne(Conversation).mapToPk().fieldName('conversation_id'),
    channelId: () => p.manyToOne(Channel).mapToPk().fieldName('channel_id'),
    /** Arrival number in the conversation; the thread's order is (orderAt, providerOrder, seq). */
    seq: p.bigint('number'),
    orderAt: p.datetime(),
    providerOrder: p.bigint('number'),
    direction: p.text().$type<'inbound' | 'outbound'>(),
    author: p.text().$type<MessageResource['author']>(),
    counselorId: () => p.manyToOne(Counselor).mapToPk().fieldName('counselor_id').nullable(),
    kind: p.text().$type<MessageResource['kind']>(),
    /** JSON `{text, payload}`. */
    content: p.type(SealedTextType).$type<SealedText>(),
    clientMessageId: p.text().nullable(),
    sentAt: p.datetime(),
    receivedAt: p.datetime(),
    isLate: p.boolean(),
    language: p.text().nullable(),
    replyToId: () => p.manyToOne(Message).mapToPk().fieldName('reply_to_id').nullable(),
    editedAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
  },
});

export class Message extends schema.class {}
schema.setClass(Message);
