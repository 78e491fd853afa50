import { useEffect, useRef } from 'react';

/** Gives the focus to the first thing of a step: what had it belonged to the step before. */
export function useFirstFocus<Root extends HTMLElement>(selector: string) {
  const root = useRef<Root>(null);
  useEffect(() => {
    root.current?.querySelector<HTMLElement>(selector)?.focus();
  }, [selector]);
  return root;
}
