/// <reference lib="webworker" />
import { isShell, readPush } from './rules.ts';

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[];
};

/** Scripts, styles, words and icons of this version: the shell and nothing else. */
const files = self.__WB_MANIFEST.map(({ url }) => `/${url}`);
const cacheName = 'lotse.shell';
const page = '/index.html';

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(tidy()));
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (!isShell(url.pathname)) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(fromCache(request));
  else event.respondWith(fromNetwork(request));
});
self.addEventListener('push', (event) => event.waitUntil(show(event.data?.text())));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

/** What has a hash in its name is kept from the version before; the rest is asked for anew. */
async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    files.map(async (path) => {
      if (path.startsWith('/assets/') && (await cache.match(path))) return;
      await cache.add(new Request(path, { cache: 'no-cache' }));
    }),
  );
}

/** Files of older versions go once no window needs them any more. */
async function tidy(): Promise<void> {
  const cache = await caches.open(cacheName);
  const current = new Set(files);
  const kept = (await cache.keys()).filter(({ url }) => !current.has(new URL(url).pathname));
  await Promise.all(kept.map((request) => cache.delete(request)));
  await self.clients.claim();
}

async function fromCache(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const known = await cache.match(request.url);
  if (known) return known;
  const answer = await fetch(request);
  // Fonts come here the first time they are used.
  if (answer.ok && answer.type === 'basic') await cache.put(request.url, answer.clone());
  return answer;
}

/** The page always comes from the server when there is one: nobody works with an old version by accident. */
async function fromNetwork(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(cacheName);
    const path = request.mode === 'navigate' ? page : request.url;
    const known = await cache.match(path);
    if (known) return known;
    throw error;
  }
}

/** Nothing while somebody looks at the inbox; there it shows by itself. */
async function show(payload: string | undefined): Promise<void> {
  const push = readPush(payload);
  if (!push) return;
  const windows = await self.clients.matchAll({ type: 'window' });
  if (windows.some(({ visibilityState }) => visibilityState === 'visible')) return;
  const options: NotificationOptions & { renotify: boolean } = {
    body: push.text,
    lang: push.language,
    dir: 'auto',
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    // One is enough: a newer one takes its place, and rings again.
    tag: 'new-message',
    renotify: true,
    data: push.conversationId,
  };
  await self.registration.showNotification('Lotse', options);
}

async function open(conversationId: unknown): Promise<void> {
  const path = typeof conversationId === 'string' ? `/inbox/open/${conversationId}` : '/';
  const windows = await self.clients.matchAll({ type: 'window' });
  const [nearest] = windows.toSorted((a, b) => Number(b.focused) - Number(a.focused));
  if (!nearest) {
    await self.clients.openWindow(path);
    return;
  }
  nearest.postMessage({ type: 'open', path });
  await nearest.focus();
}
