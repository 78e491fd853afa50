import type { AppContext } from '../context.ts';
import {
  getNotificationSettings,
  getPushKey,
  listPushSubscriptions,
  setNotificationSettings,
  subscribeToPush,
  unsubscribeFromPush,
} from '../contract/notification.ts';
import { AppError, notFound } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { serve, type Served } from '../http/serve.ts';
import { PushSubscription } from '../model/push-subscription.ts';
import { inOrganization } from '../unit-of-work.ts';
import { loadSettings, saveSettings } from './settings.ts';
import { subscribe } from './subscribe.ts';

/** What the signed-in counselor wants to be told, and in which browsers. */
export function notificationRoutes(context: AppContext): Served[] {
  const { orm } = context.database;
  return [
    serve(getNotificationSettings, ({ signed }) =>
      inOrganization(orm, signed.organizationId, (em) => loadSettings(em, signed.counselorId)),
    ),
    serve(setNotificationSettings, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, (em) => saveSettings(em, signed, body)),
    ),
    serve(getPushKey, async () => ({ publicKey: context.pushService.publicKey })),
    serve(listPushSubscriptions, ({ signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const { counselorId } = signed;
        const orderBy = { createdAt: 'desc' } as const;
        const found = await em.find(PushSubscription, { counselorId }, { orderBy });
        return { items: found.map((one) => present(one, signed)), nextCursor: null };
      }),
    ),
    serve(subscribeToPush, async ({ body, signed }) => {
      const { organizationId, counselorId, sessionId } = signed;
      if (!sessionId) throw new AppError('conflict', 'A token has no browser to notify.');
      return present(
        await subscribe(context, { organizationId, counselorId, sessionId }, body),
        signed,
      );
    }),
    serve(unsubscribeFromPush, ({ params: { id }, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const { counselorId } = signed;
        const deleted = await em.nativeDelete(PushSubscription, { id, counselorId });
        if (deleted === 0) throw notFound('browser');
        return undefined;
      }),
    ),
  ];
}

function present(one: PushSubscription, { sessionId }: Signed) {
  return {
    id: one.id,
    label: one.label,
    createdAt: one.createdAt.toISOString(),
    lastPushedAt: one.lastPushedAt?.toISOString() ?? null,
    isThisBrowser: one.sessionId === sessionId,
  };
}
