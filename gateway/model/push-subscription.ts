import { defineEntity, p } from '@mikro-orm/core';
import { Counselor } from './counselor.ts';
import { SealedTextType, type SealedText } from './sealed-text.ts';
import { Session } from './session.ts';

const schema = defineEntity({
  name: 'PushSubscription',
  tableName: 'push_subscription',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    counselorId: () => p.manyToOne(Counselor).mapToPk().fieldName('counselor_id'),
    /** It ends with its session: signing out and deactivating take it along. */
    sessionId: () => p.manyToOne(Session).mapToPk().fieldName('session_id'),
    /** HMAC of the address: one browser has one subscription, whoever signs in there. */
    endpointHash: p.blob(),
    endpoint: p.type(SealedTextType).$type<SealedText>(),
    /** JSON `{p256dh, auth}`. */
    keys: p.type(SealedTextType).$type<SealedText>(),
    label: p.text(),
    language: p.text(),
    createdAt: p.datetime(),
    lastPushedAt: p.datetime().nullable(),
  },
});

/** A browser that shows notifications. What is due to it is written and read by queries. */
export class PushSubscription extends schema.class {}
schema.setClass(PushSubscription);
