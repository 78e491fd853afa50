import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { Jump } from './use-jump.ts';

/** `#m-<id>` or `?message=<id>` in the address leads to a message. */
export function useJumpFromUrl() {
  const { hash, search, key } = useLocation();
  const [jump, setJump] = useState<Jump | null>(null);
  useEffect(() => {
    const messageId = hash.startsWith('#m-')
      ? hash.slice(3)
      : new URLSearchParams(search).get('message');
    if (messageId) setJump((now) => ({ messageId, turn: (now?.turn ?? 0) + 1 }));
  }, [hash, search, key]);
  return [jump, setJump] as const;
}
