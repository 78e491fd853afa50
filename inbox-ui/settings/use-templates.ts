import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { listTemplates, syncTemplates } from '../../gateway/contract/template.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

/** All templates of a channel, in every state. */
export function useTemplates(channelId: string) {
  return useQuery({
    queryKey: keys.templates(channelId, 'all'),
    queryFn: ({ signal }) =>
      call(listTemplates, { params: { id: channelId }, query: { state: 'all' }, signal }),
  });
}

export function useTemplateSync(channelId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(syncTemplates, { params: { id: channelId } }),
    onSuccess: (list) => client.setQueryData(keys.templates(channelId, 'all'), list),
  });
}
