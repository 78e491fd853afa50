import { useQuery } from '@tanstack/react-query';
import { listDrafts } from '../../gateway/contract/draft.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

/** Whether this person has an unsent reply or note in a conversation. One list for all rows, read once. */
export function useDraftMark(conversationId: string): 'reply' | 'note' | null {
  const { data } = useQuery({
    queryKey: keys.drafts,
    queryFn: ({ signal }) => call(listDrafts, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ items }) => {
      const here = items.filter((item) => item.conversationId === conversationId);
      if (here.length === 0) return null;
      return here.some(({ isNote }) => !isNote) ? 'reply' : 'note';
    },
  });
  return data ?? null;
}
