import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: { id: p.uuid().primary(), name: p.text(), createdAt: p.datetime() },
});

/** The legal entity that counsels: controller of the data, and the wall between tenants. */
export class Organization extends schema.class {}
schema.setClass(Organization);
