import { defineEntity, p } from '@mikro-orm/core';
import type { DeliveryStatus } from '../contract/message.ts';
import { Channel } from './channel.ts';
import { Conversation } from './conversation.ts';
import { Message } from './message.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    conversationId: () => p.manyToOne(Conversation).mapToPk().fieldName('conversation_id'),
    channelId: () => p.manyToOne(Channel).mapToPk().fieldName('channel_id'),
    messageId: () => p.manyToOne(Message).mapToPk().fieldName('message_id'),
    /** Place in the conversation's mailbox. */
    seq: p.bigint('number'),
    status: p.text().$type<DeliveryStatus>(),
    attemptCount: p.integer(),
    nextAttemptAt: p.datetime(),
    /** A person asked for one more attempt; no more are made by themselves. */
    isLastAttempt: p.boolean().default(false),
    failureCode: p.text().nullable(),
    failureText: p.type(SealedTextType).$type<SealedText>().nullable(),
    providerCode: p.text().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** The outbox row of a message: written with it, in one transaction. */
export class Delivery extends schema.class {}
schema.setClass(Delivery);
