import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from './organization.ts';

const schema = defineEntity({
  name: 'DataKey',
  tableName: 'data_key',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    purpose: p.text().$type<'content' | 'lookup'>(),
    version: p.smallint(),
    wrapped: p.blob(),
    createdAt: p.datetime(),
  },
});

/** What an organization's data is sealed with, wrapped by the master key. Destroying it shreds the data. */
export class DataKey extends schema.class {}
schema.setClass(DataKey);
