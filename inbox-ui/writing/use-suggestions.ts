import { useCallback, useEffect, useId, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { isComposing } from '../conversation/composer-keys.ts';
import { insertText } from './insert-text.ts';
import type { Suggestion } from './suggestion.ts';
import { findTrigger } from './trigger.ts';
import { useMentionSuggestions } from './use-mention-suggestions.ts';
import { useReplySuggestions } from './use-reply-suggestions.ts';
import { useReplyValues } from './use-reply-values.ts';
import { useSavedReplies } from './use-saved-replies.ts';

type Options = {
  conversation: Conversation;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  isNote: boolean;
  onChosen: (suggestion: Suggestion) => void;
};

const nowhere = -1;

/**
 * Offers saved replies behind `/` in a reply and colleagues behind `@` in a note, as the caret stands. The field keeps
 * the focus; arrows choose, Enter and Tab insert, Escape leaves what was typed.
 */
export function useSuggestions({ conversation, field, text, isNote, onChosen }: Options) {
  const listId = useId();
  const [caret, setCaret] = useState(nowhere);
  const [dismissedAt, setDismissedAt] = useState(nowhere);
  const [active, setActive] = useState(0);

  const found = caret === nowhere ? null : findTrigger(text, caret, isNote ? '@' : '/');
  const trigger = found && found.start !== dismissedAt ? found : null;
  const query = trigger?.query ?? null;
  const saved = useSavedReplies();
  const values = useReplyValues(conversation);
  const replies = useReplySuggestions(isNote ? null : query, conversation.contact.language, values);
  const colleagues = useMentionSuggestions(isNote ? query : null);
  const items = isNote ? colleagues : replies;
  const hasNone = query === '' && !isNote && saved.data?.items.length === 0;
  const isOpen = trigger !== null && (items.length > 0 || hasNone);

  useEffect(() => setActive(0), [query, isNote]);
  useEffect(() => {
    if (!found) setDismissedAt(nowhere);
  }, [found]);

  /** To be called whenever the caret may have moved. */
  const look = useCallback(() => {
    const element = field.current;
    if (!element || document.activeElement !== element) return;
    const { selectionStart, selectionEnd } = element;
    setCaret(selectionStart === selectionEnd ? selectionStart : nowhere);
  }, [field]);

  function choose(suggestion: Suggestion) {
    if (!field.current || !trigger) return;
    insertText(field.current, trigger.start, trigger.end, suggestion.insert);
    onChosen(suggestion);
    setCaret(nowhere);
  }

  /** Whether the key was meant for the list. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!isOpen || isComposing(event.nativeEvent)) return false;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (ctrlKey || metaKey || altKey || shiftKey) return false;
    const chosen = items[active] ?? items[0];
    if (key === 'Escape') setDismissedAt(trigger.start);
    else if (!chosen) return false;
    else if (key === 'ArrowDown') setActive((active + 1) % items.length);
    else if (key === 'ArrowUp') setActive((active - 1 + items.length) % items.length);
    else if (key === 'Enter' || key === 'Tab') choose(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** For those who don't know the sign: writes it. */
  const open = useCallback(() => {
    const element = field.current;
    if (!element) return;
    const { selectionStart, selectionEnd, value } = element;
    const isWord = selectionStart > 0 && !/\s/.test(value[selectionStart - 1] ?? '');
    insertText(element, selectionStart, selectionEnd, `${isWord ? ' ' : ''}${isNote ? '@' : '/'}`);
    look();
  }, [field, isNote, look]);

  return {
    isOpen,
    items,
    active: Math.min(active, items.length - 1),
    listId,
    start: trigger?.start ?? 0,
    look,
    close: useCallback(() => setCaret(nowhere), []),
    choose,
    onKeyDown,
    open,
  };
}

export type Suggestions = ReturnType<typeof useSuggestions>;
