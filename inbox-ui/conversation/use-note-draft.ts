import { useState } from 'react';

/** Unsent notes, as long as the page is open: they follow from one conversation to the next and back. */
const notes = new Map<string, string>();

export function useNoteDraft(conversationId: string) {
  const [text, setText] = useState(() => notes.get(conversationId) ?? '');
  const change = (next: string) => {
    if (next === '') notes.delete(conversationId);
    else notes.set(conversationId, next);
    setText(next);
  };
  return [text, change] as const;
}
