import { useQuery } from '@tanstack/react-query';
import { getFaq, listFaqs, type FaqEntry } from '../../gateway/contract/faq.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

/** All answers of the organization, page by page; there are dozens of them, not thousands. */
export function useFaqs() {
  return useQuery({ queryKey: keys.faqs, queryFn: ({ signal }) => loadAll(signal) });
}

export function useFaq(id: string) {
  return useQuery({
    queryKey: keys.faq(id),
    queryFn: ({ signal }) => call(getFaq, { params: { id }, signal }),
    // What is being changed must not change under the hand: who saves over a newer state is told.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
  });
}

async function loadAll(signal: AbortSignal): Promise<FaqEntry[]> {
  const entries: FaqEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await call(listFaqs, {
      query: { limit: 100, ...(cursor && { cursor }) },
      signal,
    });
    entries.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return entries;
}
