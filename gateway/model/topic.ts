import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from './organization.ts';

const schema = defineEntity({
  name: 'Topic',
  tableName: 'topic',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    key: p.text(),
    position: p.smallint(),
  },
});

export class Topic extends schema.class {}
schema.setClass(Topic);
