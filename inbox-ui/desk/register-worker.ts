/** A version may stand open for days: asked for once an hour, and when somebody comes back. */
const lookEveryMs = 3_600_000;

/**
 * Registers the service worker and tells when a newer version of the inbox waits. Only the window that says so takes it
 * over and loads again; what others are typing stays.
 */
export function registerWorker(
  { onOpen, onUpdate }: { onOpen: (path: string) => void; onUpdate: (reload: () => void) => void },
  signal: AbortSignal,
): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const container = navigator.serviceWorker;
  container.addEventListener(
    'message',
    ({ data }: MessageEvent<{ type?: string; path?: string }>) => {
      if (data?.type === 'open' && data.path?.startsWith('/inbox/')) onOpen(data.path);
    },
    { signal },
  );
  container.register('/sw.js').then(
    (registration) => {
      const offer = (worker: ServiceWorker | null) => {
        // The very first one replaces nothing.
        if (!worker || !container.controller || signal.aborted) return;
        onUpdate(() => {
          container.addEventListener('controllerchange', () => location.reload(), { once: true });
          worker.postMessage('take-over');
        });
      };
      offer(registration.waiting);
      registration.addEventListener(
        'updatefound',
        () => {
          const worker = registration.installing;
          worker?.addEventListener('statechange', () => {
            if (worker.state === 'installed') offer(worker);
          });
        },
        { signal },
      );
      const look = () => void registration.update().catch(() => undefined);
      const timer = setInterval(look, lookEveryMs);
      signal.addEventListener('abort', () => clearInterval(timer));
    },
    // A browser that forbids it has the inbox all the same.
    () => undefined,
  );
}
