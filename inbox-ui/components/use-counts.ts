import { useQuery } from '@tanstack/react-query';
import { countConversations } from '../../gateway/contract/conversation.ts';
import type { ResponseOf } from '../../gateway/contract/endpoint.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';

export type Counts = ResponseOf<typeof countConversations>;

/** How many conversations wait, by who must act; undefined until known. */
export function useCounts(): Counts | undefined {
  const { can } = useSession();
  const { data } = useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => call(countConversations, { signal }),
    enabled: can('conversation.read'),
  });
  return data;
}
