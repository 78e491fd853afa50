import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';

/** Safari has no requestIdleCallback. */
const calmMs = 200;

/**
 * A component that the first screen does without: fetched when it is first shown, or ahead of that by `preload`, once the
 * browser has nothing better to do. What is there already shows at once; `lazy` would show `meanwhile` first.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile?: ReactNode,
) {
  let ready: ComponentType<Props> | undefined;
  const fetch = async () => {
    ready = await load();
    return { default: ready };
  };
  const Awaited = lazy(fetch);

  function Later(props: Props) {
    const [Component] = useState<ComponentType<Props>>(() => ready ?? Awaited);
    return (
      <Suspense fallback={meanwhile}>
        <Component {...props} />
      </Suspense>
    );
  }

  return Object.assign(Later, {
    preload() {
      // Offline, or a version of yesterday: showing it will say so.
      whenIdle(() => void fetch().catch(() => undefined));
    },
  });
}

function whenIdle(run: () => void) {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run);
  else setTimeout(run, calmMs);
}
