import { useMemo } from 'react';
import { useCounselors } from '../conversation/use-counselors.ts';
import { useSession } from '../session.tsx';
import { matchColleagues } from './mentions.ts';
import type { Suggestion } from './suggestion.ts';

/** Colleagues for what was typed behind `@`. */
export function useMentionSuggestions(query: string | null): Suggestion[] {
  const colleagues = useColleagues();
  return useMemo(
    () =>
      query === null
        ? []
        : matchColleagues(colleagues, query).map(({ id, displayName }) => ({
            id,
            group: null,
            title: displayName,
            hint: null,
            language: null,
            preview: null,
            insert: `@${displayName} `,
          })),
    [colleagues, query],
  );
}

/** Who can be told something: everybody but oneself who still works here. */
export function useColleagues() {
  const { counselor } = useSession();
  const counselors = useCounselors();
  return useMemo(
    () => counselors.filter(({ id, isActive }) => isActive && id !== counselor.id),
    [counselors, counselor.id],
  );
}
