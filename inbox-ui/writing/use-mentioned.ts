import { useMemo, useRef } from 'react';
import { mentionIdsOf } from './mentions.ts';
import { useColleagues } from './use-mention-suggestions.ts';

/** Remembers who was chosen, and says who is named in a text. */
export function useMentioned() {
  const chosen = useRef(new Set<string>());
  const colleagues = useColleagues();
  return useMemo(
    () => ({
      choose: (id: string) => void chosen.current.add(id),
      idsIn: (text: string) => mentionIdsOf(text, colleagues, chosen.current),
    }),
    [colleagues],
  );
}
