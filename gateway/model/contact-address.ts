import { defineEntity, p } from '@mikro-orm/core';
import { Channel } from './channel.ts';
import { Contact } from './contact.ts';
import { Organization } from './organization.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'ContactAddress',
  tableName: 'contact_address',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    channelId: () => p.manyToOne(Channel).mapToPk().fieldName('channel_id'),
    contactId: () => p.manyToOne(Contact).mapToPk().fieldName('contact_id'),
    messenger: p.text().$type<'telegram' | 'sms' | 'whatsapp' | 'simulator'>(),
    urnHash: p.blob(),
    urn: p.type(SealedTextType).$type<SealedText>(),
    optedOutAt: p.datetime().nullable(),
    blockedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

/** Where a contact is reached on one channel. The reply address of a conversation is this, never the contact. */
export class ContactAddress extends schema.class {}
schema.setClass(ContactAddress);
