import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listPhoneMessages, readOnPhone, sendFromPhone } from '../../gateway/contract/simulator.ts';
import { call } from '../api.ts';
import { useIsWatched } from '../conversation/use-mark-read.ts';
import { subscribe } from '../live.ts';
import { keys } from '../query-client.ts';
import type { Client } from './clients.ts';
import type { PhoneFile } from './read-file.ts';

export type PhoneContent =
  | { text: string }
  | { file: PhoneFile }
  | { location: { latitude: number; longitude: number } }
  | { buttonReply: { id: string; title: string; target: string | undefined } };

/** One simulated phone: what it shows, and how its owner writes. */
export function usePhone(channelId: string, client: Client) {
  const queryClient = useQueryClient();
  const queryKey = keys.phone(channelId, client.id);
  const messages = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      call(listPhoneMessages, { params: { channelId }, query: { phoneId: client.id }, signal }),
  });
  const conversationId = messages.data?.conversationId ?? null;

  useEffect(
    () =>
      subscribe((event) => {
        if (event.conversationId !== conversationId) return;
        void queryClient.invalidateQueries({ queryKey: keys.phone(channelId, client.id) });
      }),
    [queryClient, channelId, client.id, conversationId],
  );

  useReceipts(channelId, client, messages.data?.items ?? none);

  const send = useMutation({
    mutationFn: (content: PhoneContent) =>
      call(sendFromPhone, {
        params: { channelId },
        body: {
          phone: { id: client.id, name: client.name, messenger: client.messenger },
          messageId: crypto.randomUUID(),
          ...content,
        },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  });

  return { messages, conversationId, send };
}

const none: Shown[] = [];

/** A phone reports what it has received, and what its owner has seen; an SMS phone only the first. */
function useReceipts(channelId: string, client: Client, items: readonly Shown[]) {
  const isWatched = useIsWatched();
  const status = isWatched && client.messenger !== 'sms' ? 'read' : 'delivered';
  const reported = status === 'read' ? ['accepted', 'sent', 'delivered'] : ['accepted', 'sent'];
  const unreported = items.filter(({ delivery }) => delivery && reported.includes(delivery.status));
  const state = unreported.map(({ id }) => id).join();
  useEffect(() => {
    if (state === '') return;
    call(readOnPhone, { params: { channelId }, body: { phoneId: client.id, status } }).catch(
      () => undefined,
    );
  }, [channelId, client.id, state, status]);
}

type Shown = { id: string; delivery: { status: string } | null };
