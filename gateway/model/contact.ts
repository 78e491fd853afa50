import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from './organization.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'Contact',
  tableName: 'contact',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    pseudonym: p.text(),
    /** The name a counselor gave. */
    givenName: p.type(SealedTextType).$type<SealedText>().nullable(),
    /** The name the messenger shows. */
    profileName: p.type(SealedTextType).$type<SealedText>().nullable(),
    language: p.text().nullable(),
    /** Whose conversations these are now, when both turned out to be one person. */
    mergedIntoId: p.uuid().nullable(),
    createdAt: p.datetime(),
  },
});

/** The person who seeks advice, known by a pseudonym. */
export class Contact extends schema.class {}
schema.setClass(Contact);
