import { defineEntity, p } from '@mikro-orm/core';
import type { FaqEntry as FaqEntryResource } from '../contract/faq.ts';
import { Counselor } from './counselor.ts';
import { Organization } from './organization.ts';

const schema = defineEntity({
  name: 'FaqEntry',
  tableName: 'faq_entry',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    key: p.text(),
    topic: p.text().$type<FaqEntryResource['topic']>(),
    risk: p.text().$type<FaqEntryResource['risk']>(),
    reviewBy: p.date(),
    validUntil: p.date().nullable(),
    sources: p.json<FaqEntryResource['sources']>(),
    triggers: p.json<FaqEntryResource['triggers']>(),
    version: p.integer(),
    ownerId: () => p.manyToOne(Counselor).mapToPk().fieldName('owner_id').nullable(),
    archivedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** An answer that is sent by itself. Its words are public: they lie here as they are sent. */
export class FaqEntry extends schema.class {}
schema.setClass(FaqEntry);
