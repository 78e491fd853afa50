import { useQuery } from '@tanstack/react-query';
import { listTemplates } from '../../gateway/contract/template.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

/** The approved templates of a channel. */
export function useTemplates(channelId: string) {
  return useQuery({
    queryKey: keys.templates(channelId),
    queryFn: ({ signal }) => call(listTemplates, { params: { id: channelId }, signal }),
  });
}
