import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { search, type MessageHit } from '../../gateway/contract/search.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { rangesIn } from './found-words.ts';

const highlightName = 'found';
const nothing: MessageHit[] = [];

/**
 * Marks what was searched for in a conversation that was opened from the search. The browser paints it (CSS Custom
 * Highlight), so that the messages need not know of it.
 */
export function useFoundWords(conversationId: string): void {
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const q = params.get('q')?.trim() ?? '';
  const query = { q, conversationId, kind: 'messages' as const, limit: 100 };
  const { data } = useQuery({
    queryKey: keys.search(query),
    queryFn: ({ signal }) => call(search, { query, signal }),
    enabled: pathname.startsWith('/inbox/search/') && /[\p{L}\p{N}]/u.test(q),
    staleTime: 60_000,
  });
  const hits = data?.messages.items ?? nothing;

  useEffect(() => {
    if (hits.length === 0 || !('highlights' in CSS)) return undefined;
    let frame = 0;
    const paint = () => {
      frame = 0;
      const ranges = hits.flatMap(({ messageId, textRanges }) => {
        const element = document.querySelector(`[data-words="${messageId}"]`);
        return element ? rangesIn(element, textRanges) : [];
      });
      CSS.highlights.set(highlightName, new Highlight(...ranges));
    };
    const paintSoon = () => {
      frame ||= requestAnimationFrame(paint);
    };
    paint();
    // Messages come and go while one scrolls.
    const observer = new MutationObserver(paintSoon);
    observer.observe(document.querySelector('#main') ?? document.body, {
      childList: true,
      subtree: true,
    });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(highlightName);
    };
  }, [hits]);
}
