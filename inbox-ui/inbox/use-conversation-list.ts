import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { getConversation, listConversations } from '../../gateway/contract/conversation.ts';
import { call } from '../api.ts';
import { subscribe } from '../live.ts';
import { keys } from '../query-client.ts';
import { countNews, holdOrder } from './hold.ts';
import { patchRow, rowsOf, type ConversationPage } from './list-pages.ts';
import type { ListQuery } from './views.ts';

type Pages = InfiniteData<ConversationPage, string | undefined>;

/** So many pages are read again by themselves when something changes; of a longer list only the changed rows. */
const maxLivePages = 3;

/** The rows of one view. While `isHeld` (the pointer is over them) their order stays; `news` counts what waits. */
export function useConversationList(query: ListQuery, isHeld: boolean) {
  const client = useQueryClient();
  const queryKey = useMemo(() => keys.conversations(query), [query]);
  const [isLong, setIsLong] = useState(false);
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      call(listConversations, { query: { ...query, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    ...(isLong && { staleTime: 'static' as const }),
  });
  const pageCount = list.data?.pages.length ?? 0;
  useEffect(() => setIsLong(pageCount > maxLivePages), [pageCount]);

  const fresh = useMemo(() => rowsOf(list.data?.pages), [list.data]);
  const { rows, news, release } = useHeldOrder(fresh, queryKey, isHeld);
  const missed = useMissed(queryKey, isLong);

  const { refetch } = list;
  const refresh = useCallback(() => {
    client.setQueryData<Pages>(queryKey, (data) => data && firstPageOf(data));
    missed.forget();
    release();
    void refetch().then(release);
  }, [client, queryKey, release, missed, refetch]);

  return { ...list, rows, news: isLong ? missed.count : news, refresh };
}

function useHeldOrder(fresh: ReturnType<typeof rowsOf>, key: readonly unknown[], isHeld: boolean) {
  const held = useRef({ key, rows: fresh });
  const isSameList = held.current.key === key && held.current.rows.length > 0;
  const [, setReleases] = useState(0);
  const rows = isHeld && isSameList ? holdOrder(held.current.rows, fresh) : fresh;
  const news = isHeld && isSameList ? countNews(held.current.rows, fresh) : 0;
  useEffect(() => {
    if (!isHeld || !isSameList) held.current = { key, rows: fresh };
  });
  const release = useCallback(() => {
    held.current = { key: [], rows: [] };
    setReleases((count) => count + 1);
  }, []);
  return { rows, news, release };
}

/** A long list isn't read again as a whole: its changed rows are renewed where they stand, the rest is counted. */
function useMissed(queryKey: readonly unknown[], isLong: boolean) {
  const client = useQueryClient();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    setIds(new Set());
    if (!isLong) return undefined;
    return subscribe(({ type, conversationId }) => {
      if (!conversationId) return;
      if (type === 'message.received') setIds((known) => new Set(known).add(conversationId));
      const isShown = rowsOf(client.getQueryData<Pages>(queryKey)?.pages).some(
        (row) => row.id === conversationId,
      );
      if (!isShown) return;
      void client
        .fetchQuery({
          queryKey: keys.conversation(conversationId),
          queryFn: () => call(getConversation, { params: { id: conversationId } }),
          staleTime: 200,
        })
        .then((changed) =>
          client.setQueryData<Pages>(
            queryKey,
            (data) => data && { ...data, pages: patchRow(data.pages, changed) },
          ),
        )
        .catch(() => undefined);
    });
  }, [client, queryKey, isLong]);
  const forget = useCallback(() => setIds(new Set()), []);
  return useMemo(() => ({ count: ids.size, forget }), [ids, forget]);
}

function firstPageOf(data: Pages): Pages {
  return { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) };
}
