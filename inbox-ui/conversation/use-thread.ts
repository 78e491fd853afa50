import {
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { getMessage, listMessages, type Message } from '../../gateway/contract/message.ts';
import { call } from '../api.ts';
import { subscribe } from '../live.ts';
import { keys } from '../query-client.ts';
import {
  hasMessage,
  joinNewestPage,
  messagesOf,
  replaceMessage,
  type MessagePage,
} from './message-pages.ts';

type Pages = InfiniteData<MessagePage, string | undefined>;

const pageSize = 50;
const threadKey = (conversationId: string) => ['thread', conversationId];

/** The newest page; live events renew it. */
export const newestPageOptions = (conversationId: string) =>
  queryOptions({
    queryKey: keys.messages(conversationId),
    queryFn: ({ signal }): Promise<MessagePage> =>
      call(listMessages, { params: { id: conversationId }, query: { limit: pageSize }, signal }),
  });

/**
 * The messages of a conversation, oldest first, in the server's order. Only the newest page is read again when
 * something arrives; a change in an older one replaces that message alone.
 */
export function useThread(conversationId: string) {
  const client = useQueryClient();
  const queryKey = useMemo(() => threadKey(conversationId), [conversationId]);
  const newest = useQuery(newestPageOptions(conversationId));
  const thread = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }): Promise<MessagePage> =>
      pageParam === undefined
        ? client.fetchQuery({ ...newestPageOptions(conversationId), staleTime: 1000 })
        : call(listMessages, {
            params: { id: conversationId },
            query: { before: pageParam, limit: pageSize },
            signal,
          }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

  const isKnown = thread.data !== undefined;
  useEffect(() => {
    const page = newest.data;
    if (!page || !isKnown) return;
    client.setQueryData<Pages>(queryKey, (data) => data && joined(data, page));
  }, [client, queryKey, newest.data, isKnown]);

  useOlderChanges(conversationId, queryKey);

  const messages = useMemo(() => messagesOf(thread.data?.pages), [thread.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = thread;
  const loadOlder = useCallback(async (): Promise<Message[] | null> => {
    if (!hasNextPage || isFetchingNextPage) return null;
    const { data, isError } = await fetchNextPage();
    return isError ? null : messagesOf(data?.pages);
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return {
    messages,
    isPending: thread.isPending,
    error: thread.error,
    retry: () => void thread.refetch(),
    hasOlder: hasNextPage,
    isLoadingOlder: isFetchingNextPage,
    hasOlderFailed: thread.isFetchNextPageError,
    loadOlder,
  };
}

function useOlderChanges(conversationId: string, queryKey: readonly unknown[]) {
  const client = useQueryClient();
  useEffect(() => {
    async function renew(messageId: string) {
      const page = await client.fetchQuery({
        ...newestPageOptions(conversationId),
        staleTime: 100,
      });
      if (page.items.some((item) => item.id === messageId)) return;
      const known = client.getQueryData<Pages>(queryKey);
      if (!known) return;
      if (!hasMessage(known.pages, messageId)) {
        await client.refetchQueries({ queryKey });
        return;
      }
      const changed = await call(getMessage, { params: { id: messageId } });
      client.setQueryData<Pages>(
        queryKey,
        (data) => data && { ...data, pages: replaceMessage(data.pages, changed) },
      );
    }
    return subscribe((event) => {
      if (event.conversationId !== conversationId || !event.messageId) return;
      renew(event.messageId).catch(() => undefined);
    });
  }, [client, conversationId, queryKey]);
}

function joined(data: Pages, page: MessagePage): Pages {
  const pages = joinNewestPage(data.pages, page) ?? [page];
  return { pages, pageParams: data.pageParams.slice(0, pages.length) };
}
