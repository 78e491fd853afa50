import { defineEntity, p } from '@mikro-orm/core';
import type { GermanState } from '../contract/german-states.ts';
import type { Closure, OpenHours } from '../contract/office.ts';
import { Organization } from './organization.ts';

const schema = defineEntity({
  name: 'Office',
  tableName: 'office',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    name: p.text(),
    code: p.text().nullable(),
    street: p.text().nullable(),
    postcode: p.text().nullable(),
    city: p.text().nullable(),
    state: p.text().$type<GermanState>().nullable(),
    latitude: p.double().$type<number>().nullable(),
    longitude: p.double().$type<number>().nullable(),
    phone: p.text().nullable(),
    email: p.text().nullable(),
    website: p.text().nullable(),
    languages: p.array<string>().columnType('text[]'),
    hours: p.json<OpenHours[]>(),
    closures: p.json<Closure[]>(),
    acceptsNewClients: p.boolean(),
    isFallback: p.boolean(),
    privacyContact: p.text().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** Where clients can come to. All of it is public, so nothing is sealed. */
export class Office extends schema.class {}
schema.setClass(Office);
