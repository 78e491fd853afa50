import type { EntityManager } from '@mikro-orm/postgresql';
import { standardSettings, type NotificationSettings } from '../contract/notification.ts';
import { invalid } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { NotificationSetting } from '../model/notification-setting.ts';
import { Office } from '../model/office.ts';

/** What a counselor has chosen, or what holds for everybody. */
export async function loadSettings(
  em: EntityManager,
  counselorId: string,
): Promise<NotificationSettings> {
  const stored = await em.findOne(NotificationSetting, { counselorId });
  return stored ? present(stored) : standardSettings;
}

/**
 * Writes down what a counselor wants to be told.
 * @throws AppError `validation_failed` for an office that is not one of the organization's.
 */
export async function saveSettings(
  em: EntityManager,
  { counselorId, organizationId }: Signed,
  { quietHours, officeIds, ...chosen }: NotificationSettings,
): Promise<NotificationSettings> {
  const offices = [...new Set(officeIds)];
  if ((await em.count(Office, { id: { $in: offices } })) < offices.length)
    throw invalid('body.officeIds', 'There is no such office.');
  const stored = await em.upsert(NotificationSetting, {
    counselorId,
    organizationId,
    ...chosen,
    officeIds: offices,
    hasQuietHours: quietHours.isOn,
    quietFrom: quietHours.from,
    quietTo: quietHours.to,
    quietDays: [...new Set(quietHours.days)].toSorted(),
    updatedAt: new Date(),
  });
  return present(stored);
}

function present(stored: NotificationSetting): NotificationSettings {
  const { hasQuietHours: isOn, quietFrom: from, quietTo: to, quietDays: days } = stored;
  const { notifiesMine, notifiesUnassigned, notifiesMentions } = stored;
  const { officeIds, hasSound, idleMinutes } = stored;
  const quietHours = { isOn, from, to, days };
  const which = { notifiesMine, notifiesUnassigned, notifiesMentions, officeIds };
  return { ...which, hasSound, idleMinutes, quietHours };
}
