import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant, language, name, pageOf } from './primitives.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time such as "18:30".');
const weekday = z.number().int().min(1).max(7);

export const notificationSettings = z.object({
  notifiesMine: z.boolean(),
  notifiesUnassigned: z.boolean(),
  notifiesMentions: z.boolean(),
  /** Of which offices unassigned conversations count; an empty list means all. */
  officeIds: z.array(id).max(100),
  hasSound: z.boolean(),
  /** On the clocks of Berlin; `days` (1 Monday to 7 Sunday) are those on which they begin. Then no sound and no push. */
  quietHours: z.object({
    isOn: z.boolean(),
    from: clock,
    to: clock,
    days: z.array(weekday).max(7),
  }),
  /** After how many minutes without a key or a movement the screen locks. */
  idleMinutes: z.number().int().min(1).max(60),
});
export type NotificationSettings = z.infer<typeof notificationSettings>;

/** What holds for somebody who has chosen nothing. */
export const standardSettings: NotificationSettings = {
  notifiesMine: true,
  notifiesUnassigned: false,
  notifiesMentions: true,
  officeIds: [],
  hasSound: false,
  quietHours: { isOn: false, from: '18:00', to: '08:00', days: [1, 2, 3, 4, 5] },
  idleMinutes: 15,
};

export const getNotificationSettings = endpoint({
  method: 'GET',
  path: '/api/notification-settings',
  summary: 'What the signed-in counselor wants to be told',
  access: 'conversation.read',
  response: notificationSettings,
});

/** Replaces all of them. An office of another organization answers `validation_failed`. */
export const setNotificationSettings = endpoint({
  method: 'PUT',
  path: '/api/notification-settings',
  summary: 'Choose what to be told, and when not',
  access: 'conversation.read',
  body: notificationSettings,
  response: notificationSettings,
});

export const getPushKey = endpoint({
  method: 'GET',
  path: '/api/push-key',
  summary: 'The public VAPID key (RFC 8292) that a browser subscribes with',
  access: 'conversation.read',
  response: z.object({ publicKey: z.string() }),
});

export const pushSubscription = z.object({
  id,
  /** What the browser calls itself, e.g. "Firefox, Windows". */
  label: z.string(),
  createdAt: instant,
  lastPushedAt: instant.nullable(),
  /** Whether it is the browser that asks. */
  isThisBrowser: z.boolean(),
});
export type PushSubscription = z.infer<typeof pushSubscription>;

export const listPushSubscriptions = endpoint({
  method: 'GET',
  path: '/api/push-subscriptions',
  summary: "The signed-in counselor's browsers that show notifications",
  access: 'conversation.read',
  response: pageOf(pushSubscription),
});

const base64Url = /^[\w-]+={0,2}$/;

/**
 * A browser has one subscription: a new one replaces what it had, whosever it was. It ends with the session. The address
 * must be a public https server, else `validation_failed`; an API token answers `conflict`.
 */
export const subscribeToPush = endpoint({
  method: 'POST',
  path: '/api/push-subscriptions',
  summary: 'Show notifications in this browser',
  access: 'conversation.read',
  body: z.object({
    endpoint: z.url().max(1000),
    keys: z.object({
      p256dh: z.string().max(100).regex(base64Url),
      auth: z.string().max(50).regex(base64Url),
    }),
    label: name,
    /** Of the interface, for the words of the notification. */
    language,
  }),
  response: pushSubscription,
  status: 201,
});

export const unsubscribeFromPush = endpoint({
  method: 'DELETE',
  path: '/api/push-subscriptions/:id',
  summary: 'Show no more notifications in a browser',
  access: 'conversation.read',
  params: idParams,
  response: z.undefined(),
  status: 204,
});
