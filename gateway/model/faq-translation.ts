import { defineEntity, p } from '@mikro-orm/core';
import type { FaqState } from '../contract/faq.ts';
import { Counselor } from './counselor.ts';
import { FaqEntry } from './faq-entry.ts';

const schema = defineEntity({
  name: 'FaqTranslation',
  tableName: 'faq_translation',
  properties: {
    entryId: () => p.manyToOne(FaqEntry).mapToPk().fieldName('entry_id').primary(),
    language: p.text().primary(),
    organizationId: p.uuid(),
    state: p.text().$type<FaqState>(),
    question: p.text(),
    short: p.text(),
    long: p.text(),
    sms: p.text(),
    basedOnVersion: p.integer(),
    approvedById: () => p.manyToOne(Counselor).mapToPk().fieldName('approved_by_id').nullable(),
    approvedAt: p.datetime().nullable(),
    updatedAt: p.datetime(),
  },
});

/** The texts of an answer in one language. */
export class FaqTranslation extends schema.class {}
schema.setClass(FaqTranslation);
