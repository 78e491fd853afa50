import { defineEntity, p } from '@mikro-orm/core';
import { Counselor } from './counselor.ts';
import { Organization } from './organization.ts';

const schema = defineEntity({
  name: 'ApiToken',
  tableName: 'api_token',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    counselorId: () => p.manyToOne(Counselor).mapToPk().fieldName('counselor_id'),
    name: p.text(),
    tokenHash: p.blob(),
    createdAt: p.datetime(),
    lastUsedAt: p.datetime().nullable(),
  },
});

export class ApiToken extends schema.class {}
schema.setClass(ApiToken);
