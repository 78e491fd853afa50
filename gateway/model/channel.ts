import { defineEntity, p } from '@mikro-orm/core';
import type { Channel as ChannelResource } from '../contract/channel.ts';
import { Office } from './office.ts';
import { Organization } from './organization.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';

const schema = defineEntity({
  name: 'Channel',
  tableName: 'channel',
  properties: {
    id: p.uuid().primary(),
    organizationId: () => p.manyToOne(Organization).mapToPk().fieldName('organization_id'),
    officeId: () => p.manyToOne(Office).mapToPk().fieldName('office_id').nullable(),
    kind: p.text(),
    name: p.text(),
    status: p.text().$type<ChannelResource['status']>(),
    problem: p.text().nullable(),
    problemCode: p.text().nullable(),
    todo: p.text().nullable(),
    todoCode: p.text().nullable(),
    label: p.text().nullable(),
    automation: p.text().$type<ChannelResource['automation']>(),
    policy: p.text().$type<ChannelResource['policy']>(),
    sendsTyping: p.boolean(),
    sendsReadMarks: p.boolean(),
    /** JSON, sealed under `channel.credentials`. */
    credentials: p.type(SealedTextType).$type<SealedText>(),
    /** What the provider calls the account, where webhooks come without a channel id. */
    providerAddress: p.text().nullable(),
    lastReceivedAt: p.datetime().nullable(),
    /** Made up for the demonstration: no provider is ever asked about it by itself. */
    isInvented: p.boolean().default(false),
    createdAt: p.datetime(),
    deletedAt: p.datetime().nullable(),
  },
});

export class Channel extends schema.class {}
schema.setClass(Channel);
