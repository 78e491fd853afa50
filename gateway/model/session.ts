import { defineEntity, p } from '@mikro-orm/core';
import { Counselor } from './counselor.ts';
import { Organization } from './organization.ts';

const schema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    counselorId: () => p.manyToOne(Counselor).mapToPk().fieldName('counselor_id'),
    /** SHA-256 of the cookie: a dump holds no usable session. */
    tokenHash: p.blob(),
    createdAt: p.datetime(),
    lastSeenAt: p.datetime(),
    expiresAt: p.datetime(),
    /** Since when the screen is locked: the session answers nothing until the password was given again. */
    lockedAt: p.datetime().nullable(),
    /** Until when the person is taken to look at the inbox; a push would only disturb. */
    attentiveUntil: p.datetime().nullable(),
  },
});

export class Session extends schema.class {}
schema.setClass(Session);
