import { useQuery } from '@tanstack/react-query';
import { countFaqs } from '../../gateway/contract/faq-editing.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';

const tenMinutesMs = 10 * 60_000;

/** What waits for an editor; undefined for everybody else. */
export function useFaqCounts() {
  const { can } = useSession();
  const { data } = useQuery({
    queryKey: keys.faqCounts,
    queryFn: ({ signal }) => call(countFaqs, { signal }),
    enabled: can('faq.manage'),
    staleTime: tenMinutesMs,
    refetchInterval: tenMinutesMs,
  });
  return data;
}
