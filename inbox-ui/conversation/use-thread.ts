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
  type ThreadPage,
} from './message-pages.ts';

type Place = { before: string } | { after: string } | undefined;
type Pages = InfiniteData<ThreadPage, Place>;

const pageSize = 50;
/** So many pages are kept; who reads on lets those at the other end go, however long the conversation is. */
const maxPages = 20;
const threadKey = (conversationId: string) => ['thread', conversationId];
const nothing: Message[] = [];

/** The newest page; live events renew it. */
export const newestPageOptions = (conversationId: string) =>
  queryOptions({
    queryKey: keys.messages(conversationId),
    queryFn: ({ signal }): Promise<MessagePage> =>
      call(listMessages, { params: { id: conversationId }, query: { limit: pageSize }, signal }),
  });

/**
 * The messages of a conversation, oldest first, in the server's order: a stretch of at most 1,000 around what is being
 * read, and the newest page beside it. Only the newest page is read again when something arrives; a change in an older
 * one replaces that message alone.
 */
export function useThread(conversationId: string) {
  const client = useQueryClient();
  const queryKey = useMemo(() => threadKey(conversationId), [conversationId]);
  const newest = useQuery(newestPageOptions(conversationId));
  const thread = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam: place, signal }): Promise<ThreadPage> => {
      if (place === undefined) {
        const page = await client.fetchQuery({
          ...newestPageOptions(conversationId),
          staleTime: 1000,
        });
        return newestOf(page);
      }
      const params = { id: conversationId };
      const page = await call(listMessages, {
        params,
        query: { ...place, limit: pageSize },
        signal,
      });
      const { items, nextCursor } = page;
      return 'after' in place
        ? { items, olderThan: items[0]?.id ?? null, newerThan: nextCursor }
        : { items, olderThan: nextCursor, newerThan: items.at(-1)?.id ?? null };
    },
    initialPageParam: undefined as Place,
    getNextPageParam: ({ olderThan }): Place => (olderThan ? { before: olderThan } : undefined),
    getPreviousPageParam: ({ newerThan }): Place => (newerThan ? { after: newerThan } : undefined),
    maxPages,
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
  const { hasNextPage, hasPreviousPage, isFetching, fetchNextPage, fetchPreviousPage } = thread;
  const loadOlder = useCallback(async (): Promise<Message[] | null> => {
    if (!hasNextPage || isFetching) return null;
    const { data, isError } = await fetchNextPage();
    return isError ? null : messagesOf(data?.pages);
  }, [hasNextPage, isFetching, fetchNextPage]);
  const loadNewer = useCallback(() => {
    if (hasPreviousPage && !isFetching) void fetchPreviousPage();
  }, [hasPreviousPage, isFetching, fetchPreviousPage]);
  const toNewest = useCallback(() => {
    const page = client.getQueryData(newestPageOptions(conversationId).queryKey);
    client.setQueryData<Pages>(queryKey, (data) =>
      data && page && data.pages[0]?.newerThan ? only(page) : data,
    );
  }, [client, conversationId, queryKey]);

  const { isPending, error, isFetchingNextPage, isFetchNextPageError, refetch } = thread;
  const newestItems = hasPreviousPage ? (newest.data?.items ?? nothing) : messages;
  return useMemo(
    () => ({
      messages,
      /** The newest ones, wherever one reads. */
      newest: newestItems,
      isPending,
      error,
      retry: () => void refetch(),
      hasOlder: hasNextPage,
      hasNewer: hasPreviousPage,
      isLoadingOlder: isFetchingNextPage,
      hasOlderFailed: isFetchNextPageError,
      loadOlder,
      loadNewer,
      toNewest,
    }),
    [
      messages,
      newestItems,
      isPending,
      error,
      refetch,
      hasNextPage,
      hasPreviousPage,
      isFetchingNextPage,
      isFetchNextPageError,
      loadOlder,
      loadNewer,
      toNewest,
    ],
  );
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
      const changed = await call(getMessage, { params: { id: messageId } });
      const known = client.getQueryData<Pages>(queryKey);
      if (!known) return;
      if (hasMessage(known.pages, messageId)) {
        client.setQueryData<Pages>(
          queryKey,
          (data) => data && { ...data, pages: replaceMessage(data.pages, changed) },
        );
        return;
      }
      // What came late belongs somewhere among the known ones, and only the server knows where.
      const oldest = messagesOf(known.pages)[0];
      if (oldest && changed.sentAt >= oldest.sentAt) await client.refetchQueries({ queryKey });
    }
    return subscribe((event) => {
      if (event.conversationId !== conversationId || !event.messageId) return;
      renew(event.messageId).catch(() => undefined);
    });
  }, [client, conversationId, queryKey]);
}

function newestOf({ items, nextCursor }: MessagePage): ThreadPage {
  return { items, olderThan: nextCursor, newerThan: null };
}

function only(page: MessagePage): Pages {
  return { pages: [newestOf(page)], pageParams: [undefined] };
}

/** Who has let the newest go reads them again on the way down. */
function joined(data: Pages, page: MessagePage): Pages {
  if (data.pages[0]?.newerThan) return data;
  const pages = joinNewestPage(data.pages, newestOf(page));
  return pages ? { pages, pageParams: data.pageParams.slice(-pages.length) } : only(page);
}
