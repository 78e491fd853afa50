import { useEffect, useState, type RefObject } from 'react';
import type { PresenceState } from '../../gateway/contract/presence.ts';
import { showConversation, showState } from '../presence/announce.ts';
import type { ComposerMode } from './ComposerModes.tsx';

/** Whoever pauses for so long is thinking, not writing. */
const pausedMs = 7000;
const lookMs = 1000;

/**
 * Tells colleagues that this conversation is open here, and when somebody writes in its field. Returns whether that is
 * just now.
 */
export function useShownPresence(
  conversationId: string,
  mode: ComposerMode,
  field: RefObject<HTMLTextAreaElement | null>,
): boolean {
  const [isWriting, setWriting] = useState(false);
  useEffect(() => {
    showConversation(conversationId);
    return () => showConversation(null);
  }, [conversationId]);

  useEffect(() => {
    let typedAt = 0;
    const hasText = () => (field.current?.value.trim() ?? '') !== '';
    const become = (state: PresenceState) => {
      showState(state);
      setWriting(state !== 'looking');
    };
    const onInput = ({ target }: Event) => {
      if (target !== field.current || !hasText()) return;
      typedAt = Date.now();
      become(mode === 'note' ? 'writing_note' : 'writing_reply');
    };
    // A text that was sent leaves the field without a word.
    const watching = setInterval(() => {
      if (Date.now() - typedAt > pausedMs || !hasText()) become('looking');
    }, lookMs);
    document.addEventListener('input', onInput);
    return () => {
      document.removeEventListener('input', onInput);
      clearInterval(watching);
      become('looking');
    };
  }, [mode, field]);
  return isWriting;
}
