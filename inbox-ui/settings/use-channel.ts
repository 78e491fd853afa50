import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  deleteChannel,
  getChannel,
  updateChannel,
  verifyChannel,
  type Channel,
} from '../../gateway/contract/channel.ts';
import type { BodyOf } from '../../gateway/contract/endpoint.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

export function useChannel(id: string) {
  return useQuery({
    queryKey: keys.channel(id),
    queryFn: ({ signal }) => call(getChannel, { params: { id }, signal }),
  });
}

/** What can be done with a channel; each answer is shown at once and the list is read again. */
export function useChannelCommands(id: string) {
  const client = useQueryClient();
  const keep = (channel: Channel) => {
    client.setQueryData(keys.channel(id), channel);
    return client.invalidateQueries({ queryKey: keys.channels, exact: true });
  };
  const verify = useMutation({
    mutationFn: () => call(verifyChannel, { params: { id } }),
    onSuccess: keep,
  });
  const update = useMutation({
    mutationFn: (body: BodyOf<typeof updateChannel>) =>
      call(updateChannel, { params: { id }, body }),
    onSuccess: keep,
  });
  const remove = useMutation({
    mutationFn: () => call(deleteChannel, { params: { id } }),
    onSuccess: () => {
      client.removeQueries({ queryKey: keys.channel(id) });
      return client.invalidateQueries({ queryKey: keys.channels, exact: true });
    },
  });
  return { verify, update, remove, keep };
}
