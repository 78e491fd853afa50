import { useQuery } from '@tanstack/react-query';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { previewFaq } from '../../gateway/contract/faq-editing.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

/** An answer as clients get it, as it is stored now. */
export function usePreview({ id, updatedAt }: FaqEntry, language: string) {
  return useQuery({
    queryKey: [...keys.faq(id), 'preview', language, updatedAt],
    queryFn: ({ signal }) => call(previewFaq, { params: { id }, query: { language }, signal }),
  });
}
