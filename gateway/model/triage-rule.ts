import { defineEntity, p } from '@mikro-orm/core';
import type { Rule } from '../contract/rule.ts';
import { Counselor } from './counselor.ts';
import { Organization } from './organization.ts';

const schema = defineEntity({
  name: 'TriageRule',
  tableName: 'triage_rule',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    key: p.text(),
    version: p.integer(),
    position: p.integer(),
    validFrom: p.date(),
    /** The last day. */
    validTo: p.date().nullable(),
    reviewBy: p.date().nullable(),
    condition: p.json<Rule['condition']>(),
    target: p.json<Rule['target']>(),
    why: p.json<Rule['why']>(),
    sources: p.json<Rule['sources']>(),
    state: p.text().$type<Rule['state']>(),
    createdById: () => p.manyToOne(Counselor).mapToPk().fieldName('created_by_id').nullable(),
    createdAt: p.datetime(),
    reviewedById: () => p.manyToOne(Counselor).mapToPk().fieldName('reviewed_by_id').nullable(),
    reviewedAt: p.datetime().nullable(),
  },
});

/** One version of a rule that says who is probably helped better elsewhere. Only its state and its review ever change. */
export class TriageRule extends schema.class {}
schema.setClass(TriageRule);
