import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { verifyChannel } from '../../gateway/contract/channel.ts';
import {
  getPairing,
  pairChannel,
  unpairChannel,
  type Pairing,
  type PairingMethod,
} from '../../gateway/contract/pairing.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

/** Below the channel's own key: each `channel.updated` brings the next QR code. */
const keyOf = (id: string) => [...keys.channel(id), 'pairing'];

export function usePairing(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => call(getPairing, { params: { id }, signal }),
  });
}

export function usePairingCommands(id: string) {
  const client = useQueryClient();
  const keep = (pairing: Pairing) => client.setQueryData(keyOf(id), pairing);
  const pair = useMutation({
    mutationFn: (body: PairingMethod) => call(pairChannel, { params: { id }, body }),
    onSuccess: keep,
  });
  const unpair = useMutation({
    mutationFn: () => call(unpairChannel, { params: { id } }),
    onSuccess: keep,
  });
  /** With the pairing that is there. */
  const tryAgain = useMutation({
    mutationFn: () => call(verifyChannel, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.channel(id) }),
  });
  return { pair, unpair, tryAgain };
}
