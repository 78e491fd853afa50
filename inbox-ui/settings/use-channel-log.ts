import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getChannelHealth, listExchanges } from '../../gateway/contract/channel-log.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { givenFilters, type LogFilters } from './channel-log.ts';

const refreshMs = 5000;

export function useChannelHealth(id: string) {
  return useQuery({
    queryKey: keys.channelHealth(id),
    queryFn: ({ signal }) => call(getChannelHealth, { params: { id }, signal }),
    refetchInterval: 3 * refreshMs,
  });
}

/** Newest first. While only the newest page is shown it renews itself; who reads further back is left in peace. */
export function useChannelLog(id: string, filters: LogFilters) {
  const given = givenFilters(filters) as Partial<LogFilters>;
  return useInfiniteQuery({
    queryKey: keys.channelLog(id, given),
    queryFn: ({ signal, pageParam }) =>
      call(listExchanges, {
        params: { id },
        query: {
          limit: 50,
          ...(given.direction && { direction: given.direction }),
          ...(given.failed && { failed: given.failed }),
          ...(given.messageId && { messageId: given.messageId }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : refreshMs),
  });
}
