import { useCallback, useRef } from 'react';
import { showTyping } from '../../gateway/contract/signal.ts';
import { call } from '../api.ts';

/** A messenger shows it for five seconds; while somebody goes on writing it is said anew before that. */
const everyMs = 4000;

/** To be called at every change of a reply: tells the contact that somebody writes, and never fails. */
export function useTyping(conversationId: string, isShown: boolean): (text: string) => void {
  const saidAt = useRef(0);
  return useCallback(
    (text: string) => {
      const now = Date.now();
      if (!isShown || text.trim() === '' || now - saidAt.current < everyMs) return;
      saidAt.current = now;
      call(showTyping, { params: { id: conversationId } }).catch(() => undefined);
    },
    [conversationId, isShown],
  );
}
