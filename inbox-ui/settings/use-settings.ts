import { useQuery } from '@tanstack/react-query';
import { listCounselors, listTokens } from '../../gateway/contract/account.ts';
import { listChannelKinds, listChannels } from '../../gateway/contract/channel.ts';
import { listOffices } from '../../gateway/contract/office.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';

export function useChannels() {
  return useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => call(listChannels, { signal }),
  });
}

/** They change with an update of the installation only. */
export function useChannelKinds() {
  return useQuery({
    queryKey: keys.channelKinds,
    queryFn: ({ signal }) => call(listChannelKinds, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useCounselors() {
  return useQuery({
    queryKey: keys.counselors,
    queryFn: ({ signal }) => call(listCounselors, { signal }),
  });
}

export function useOffices() {
  const { can } = useSession();
  return useQuery({
    queryKey: keys.offices,
    queryFn: ({ signal }) => call(listOffices, { signal }),
    enabled: can('office.read'),
  });
}

export function useTokens() {
  return useQuery({ queryKey: keys.tokens, queryFn: ({ signal }) => call(listTokens, { signal }) });
}
