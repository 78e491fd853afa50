import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { listActivities } from '../../gateway/contract/activity.ts';
import type { Message } from '../../gateway/contract/message.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { needsOlder, placeActivities, type ActivityPlaces } from './activity-places.ts';

/** The lines between the messages that are loaded. They are read beside the messages, so that nothing jumps later. */
export function useActivities(
  conversationId: string,
  messages: readonly Message[],
  hasOlder: boolean,
): ActivityPlaces {
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: keys.activities(conversationId),
    queryFn: ({ pageParam, signal }) =>
      call(listActivities, {
        params: { id: conversationId },
        query: { before: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const activities = useMemo(
    () => (data?.pages ?? []).toReversed().flatMap((page) => page.items),
    [data],
  );
  const messageIds = useMemo(() => new Set(messages.map(({ id }) => id)), [messages]);
  // Who reads far up has let the messages go that these lines stand behind.
  const isFurtherUp = (activities[0]?.at ?? '') > (messages[0]?.receivedAt ?? '');
  const isShort = hasNextPage && (isFurtherUp || needsOlder(activities[0], messageIds, hasOlder));
  useEffect(() => {
    if (isShort && !isFetching) void fetchNextPage();
  }, [isShort, isFetching, fetchNextPage]);
  return useMemo(() => placeActivities(activities, hasOlder), [activities, hasOlder]);
}
