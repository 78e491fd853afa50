import { defineEntity, p } from '@mikro-orm/core';
import type { LabelColor } from '../contract/label.ts';
import { Organization } from './organization.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'Label',
  tableName: 'label',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    name: p.type(SealedTextType).$type<SealedText>(),
    nameHash: p.blob(),
    color: p.text().$type<LabelColor>(),
    archivedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

/** What conversations are sorted by. Which ones have it is in `conversation_label`, written by set-based statements. */
export class Label extends schema.class {}
schema.setClass(Label);
