import { defineEntity, p } from '@mikro-orm/core';
import { Counselor } from './counselor.ts';

const schema = defineEntity({
  name: 'NotificationSetting',
  tableName: 'notification_setting',
  properties: {
    counselorId: () => p.manyToOne(Counselor).mapToPk().primary().fieldName('counselor_id'),
    organizationId: p.uuid(),
    notifiesMine: p.boolean(),
    notifiesUnassigned: p.boolean(),
    notifiesMentions: p.boolean(),
    /** Of which offices unassigned conversations count; none means all. */
    officeIds: p.array<string>().columnType('uuid[]'),
    hasSound: p.boolean(),
    hasQuietHours: p.boolean(),
    /** `HH:MM` on the clocks of Berlin. */
    quietFrom: p.text(),
    quietTo: p.text(),
    /** On which days quiet hours begin: 1 is Monday, 7 is Sunday. */
    quietDays: p.array<number>((day) => Number(day)).columnType('smallint[]'),
    idleMinutes: p.smallint(),
    updatedAt: p.datetime(),
  },
});

/** What a counselor wants to be told, and when their screen locks. Without a row the defaults hold. */
export class NotificationSetting extends schema.class {}
schema.setClass(NotificationSetting);
