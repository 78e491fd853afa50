import { defineEntity, p } from '@mikro-orm/core';
import type { ViewFilters } from '../contract/view.ts';
import { Counselor } from './counselor.ts';
import { Organization } from './organization.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'View',
  tableName: 'view',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    counselorId: () => p.manyToOne(Counselor).mapToPk().fieldName('counselor_id').nullable(),
    name: p.type(SealedTextType).$type<SealedText>(),
    filters: p.json<ViewFilters>(),
    isShared: p.boolean(),
    createdAt: p.datetime(),
    deletedAt: p.datetime().nullable(),
  },
});

/** A name and what it shows of the list. In which order one person sees them is in `view_order`. */
export class View extends schema.class {}
schema.setClass(View);
