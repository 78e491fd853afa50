import { defineEntity, p } from '@mikro-orm/core';
import type { Role } from '../contract/permissions.ts';
import { Office } from './office.ts';
import { Organization } from './organization.ts';

const schema = defineEntity({
  name: 'Counselor',
  tableName: 'counselor',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    officeId: () => p.manyToOne(Office).mapToPk().fieldName('office_id').nullable(),
    /** In lower case, unique over all organizations: it is what people sign in with. */
    email: p.text(),
    displayName: p.text(),
    passwordHash: p.text(),
    roles: p.array<Role>().columnType('text[]'),
    isActive: p.boolean(),
    createdAt: p.datetime(),
  },
});

export class Counselor extends schema.class {}
schema.setClass(Counselor);
