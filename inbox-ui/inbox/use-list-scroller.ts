import { useEffect, useRef, type RefObject } from 'react';

type Handlers = { onHold: (isHeld: boolean) => void; onStep: (step: 1 | -1) => void };

/** The pointer over the list holds its order; the arrow keys walk through it. */
export function useListScroller(
  scroller: RefObject<HTMLElement | null>,
  handlers: Handlers,
  isShown: boolean,
): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element || !isShown) return undefined;
    const stopping = new AbortController();
    const { signal } = stopping;
    element.addEventListener('pointerenter', () => latest.current.onHold(true), { signal });
    element.addEventListener('pointerleave', () => latest.current.onHold(false), { signal });
    element.addEventListener('pointercancel', () => latest.current.onHold(false), { signal });
    element.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        latest.current.onStep(event.key === 'ArrowDown' ? 1 : -1);
      },
      { signal },
    );
    return () => stopping.abort();
  }, [scroller, isShown]);
}
