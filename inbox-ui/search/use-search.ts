import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { search } from '../../gateway/contract/search.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { apiQuery, type SearchAsked } from './search-url.ts';

const peopleShown = 5;
const messagesShown = 30;

/** People and messages of a search, page by page each. What was found last stays while somebody types on. */
export function useSearch(asked: SearchAsked) {
  const isAsked = /[\p{L}\p{N}]/u.test(asked.q);
  const people = usePages(asked, 'people', peopleShown, isAsked);
  const messages = usePages(asked, 'messages', messagesShown, isAsked);
  return { isAsked, people, messages };
}

function usePages(
  asked: SearchAsked,
  kind: 'people' | 'messages',
  limit: number,
  isEnabled: boolean,
) {
  const query = { ...apiQuery(asked), kind, limit };
  return useInfiniteQuery({
    queryKey: keys.search(query),
    queryFn: ({ signal, pageParam }) =>
      call(search, { query: { ...query, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page[kind].nextCursor,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    staleTime: 10_000,
  });
}

/** The first few of everything, for the palette. */
export function useFirstHits(q: string) {
  const query = { q: q.trim(), limit: 6 };
  return useQuery({
    queryKey: keys.search(query),
    queryFn: ({ signal }) => call(search, { query, signal }),
    placeholderData: keepPreviousData,
    enabled: /[\p{L}\p{N}]/u.test(q),
    staleTime: 10_000,
  });
}

/** People only, as many as one looks through. */
export function usePeople(q: string) {
  const query = { q, kind: 'people' as const, limit: 20 };
  const isAsked = /[\p{L}\p{N}]/u.test(q);
  const people = useQuery({
    queryKey: keys.search(query),
    queryFn: async ({ signal }) => (await call(search, { query, signal })).people,
    placeholderData: keepPreviousData,
    enabled: isAsked,
    staleTime: 10_000,
  });
  return { isAsked, people };
}
