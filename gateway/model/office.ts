import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from './organization.ts';

const schema = defineEntity({
  name: 'Office',
  tableName: 'office',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    name: p.text(),
    createdAt: p.datetime(),
  },
});

export class Office extends schema.class {}
schema.setClass(Office);
