import { defineEntity, p } from '@mikro-orm/core';
import type { Conversation as ConversationResource } from '../contract/conversation.ts';
import { Channel } from './channel.ts';
import { ContactAddress } from './contact-address.ts';
import { Contact } from './contact.ts';
import { Counselor } from './counselor.ts';
import { Office } from './office.ts';
import { Organization } from './organization.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';
import { Topic } from './topic.ts';

const schema = defineEntity({
  name: 'Conversation',
  tableName: 'conversation',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    officeId: () => p.manyToOne(Office).mapToPk().fieldName('office_id').nullable(),
    channelId: () => p.manyToOne(Channel).mapToPk().fieldName('channel_id'),
    contactId: () => p.manyToOne(Contact).mapToPk().fieldName('contact_id'),
    contactAddressId: () => p.manyToOne(ContactAddress).mapToPk().fieldName('contact_address_id'),
    messenger: p.text().$type<ConversationResource['messenger']>(),
    status: p.text().$type<ConversationResource['status']>(),
    assigneeId: () => p.manyToOne(Counselor).mapToPk().fieldName('assignee_id').nullable(),
    topicId: () => p.manyToOne(Topic).mapToPk().fieldName('topic_id').nullable(),
    /** Arrival number of the newest message or note. */
    lastSeq: p.bigint('number'),
    maxProviderOrder: p.bigint('number'),
    lastMessageId: p.uuid().nullable(),
    lastMessageAt: p.datetime().nullable(),
    lastMessageKind: p.text().nullable(),
    lastMessageDirection: p.text().$type<'inbound' | 'outbound'>().nullable(),
    lastMessageAuthor: p.text().$type<'contact' | 'counselor' | 'bot' | 'system'>().nullable(),
    lastMessagePreview: p.type(SealedTextType).$type<SealedText>().nullable(),
    lastDeliveryStatus: p.text().nullable(),
    activeAt: p.datetime(),
    unreadCount: p.integer(),
    waitingSince: p.datetime().nullable(),
    snoozedUntil: p.datetime().nullable(),
    replyWindowUntil: p.datetime().nullable(),
    /** Nobody who counsels speaks the contact's language. Closing ends it. */
    needsInterpreter: p.boolean().default(false),
    createdAt: p.datetime(),
  },
});

/** One per contact address. List fields are kept on it, so that the inbox reads one table. */
export class Conversation extends schema.class {}
schema.setClass(Conversation);
