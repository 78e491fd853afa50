import { useQuery } from '@tanstack/react-query';
import { listSavedReplies } from '../../gateway/contract/saved-reply.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

/** All that this person may use. An event says when they have changed, so they are asked for once. */
export function useSavedReplies() {
  return useQuery({
    queryKey: keys.savedReplies,
    queryFn: ({ signal }) => call(listSavedReplies, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
