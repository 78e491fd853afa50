import {
  getPushKey,
  listPushSubscriptions,
  subscribeToPush,
  unsubscribeFromPush,
} from '../../gateway/contract/notification.ts';
import { call } from '../api.ts';
import { browserLabel } from './browser-label.ts';

/** Whose notifications this browser shows; signing out ends them on the server, signing in again brings them back. */
const ownerKey = 'lotse.push';

/** What this browser can do. `insecure`: browsers allow push over https only. */
export function pushSupport(): 'ready' | 'insecure' | 'unsupported' {
  if (!window.isSecureContext) return 'insecure';
  const canPush = 'serviceWorker' in navigator && 'PushManager' in window;
  return canPush && 'Notification' in window ? 'ready' : 'unsupported';
}

/**
 * Asks the person, by the browser's own question, and subscribes. Call it from a click only.
 * @returns false when the person said no, or had said no before.
 */
export async function turnOnPush(counselorId: string, language: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  await subscribeHere(language);
  localStorage.setItem(ownerKey, counselorId);
  return true;
}

/** Ends the notifications of a browser; here for good, elsewhere until somebody turns them on there again. */
export async function turnOffPush({ id, isHere }: { id: string; isHere: boolean }): Promise<void> {
  await call(unsubscribeFromPush, { params: { id } });
  if (!isHere) return;
  localStorage.removeItem(ownerKey);
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  await subscription?.unsubscribe();
}

/** After signing in again, or when the key of the installation has changed: what was on is on again, without a question. */
export async function keepPushOn(counselorId: string, language: string): Promise<void> {
  if (pushSupport() !== 'ready' || Notification.permission !== 'granted') return;
  if (localStorage.getItem(ownerKey) !== counselorId) return;
  const registration = await navigator.serviceWorker.ready;
  const [{ items }, { publicKey }, subscription] = await Promise.all([
    call(listPushSubscriptions),
    call(getPushKey),
    registration.pushManager.getSubscription(),
  ]);
  const isKnown = items.some(({ isThisBrowser }) => isThisBrowser);
  if (isKnown && subscription && hasKey(subscription, publicKey)) return;
  await subscribeHere(language);
}

async function subscribeHere(language: string): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  const { publicKey } = await call(getPushKey);
  const earlier = await registration.pushManager.getSubscription();
  if (earlier && !hasKey(earlier, publicKey)) await earlier.unsubscribe();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const { endpoint, keys = {} } = subscription.toJSON();
  const { p256dh = '', auth = '' } = keys;
  await call(subscribeToPush, {
    body: {
      endpoint: endpoint ?? '',
      keys: { p256dh, auth },
      label: browserLabel(navigator.userAgent),
      language,
    },
  });
}

function hasKey(subscription: PushSubscription, publicKey: string): boolean {
  const key = subscription.options.applicationServerKey;
  if (!key) return false;
  const binary = String.fromCharCode(...new Uint8Array(key));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === publicKey;
}
