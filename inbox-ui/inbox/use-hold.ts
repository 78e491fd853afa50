import { useCallback, useEffect, useRef, useState } from 'react';

/** A finger leaves no "pointer left" behind when the page under it changes, so a hold ends by itself at last. */
const longestHoldMs = 20_000;
const afterLeavingMs = 400;

/** Whether the list must not move: the pointer is over it, or was a moment ago. */
export function useHold(): [boolean, (isHeld: boolean) => void] {
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hold = useCallback((wanted: boolean) => {
    clearTimeout(timer.current);
    if (wanted) setHeld(true);
    timer.current = setTimeout(() => setHeld(false), wanted ? longestHoldMs : afterLeavingMs);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [isHeld, hold];
}
