import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { Jump } from './use-jump.ts';

/** `#m-<id>` in the address leads to a message. */
export function useJumpFromUrl() {
  const { hash, key } = useLocation();
  const [jump, setJump] = useState<Jump | null>(null);
  useEffect(() => {
    if (!hash.startsWith('#m-')) return;
    setJump((now) => ({ messageId: hash.slice(3), turn: (now?.turn ?? 0) + 1 }));
  }, [hash, key]);
  return [jump, setJump] as const;
}
