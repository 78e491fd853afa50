import { useQuery } from '@tanstack/react-query';
import { listChannelKinds, listChannels } from '../../gateway/contract/channel.ts';
import { getContact } from '../../gateway/contract/contact.ts';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { call } from '../api.ts';
import { useNow } from '../components/use-now.ts';
import { keys } from '../query-client.ts';
import { replyBlockOf, replyWarningOf } from './reply-block.ts';

/** What the channel of a conversation can carry, and whether anything may be sent now. */
export function useChannelOf(conversation: Conversation) {
  const now = useNow();
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => call(listChannels, { signal }),
    staleTime: 60_000,
  });
  const kinds = useQuery({
    queryKey: keys.channelKinds,
    queryFn: ({ signal }) => call(listChannelKinds, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const contact = useContact(conversation.contact.id);
  const channel = channels.data?.items.find(({ id }) => id === conversation.channel.id);
  const kind = kinds.data?.items.find((item) => item.kind === conversation.channel.kind);
  const capabilities = kind?.capabilities[conversation.messenger];
  const block = replyBlockOf(conversation, contact.data, channel, new Date(now));
  return {
    capabilities,
    block,
    warning: replyWarningOf(channel),
    /** Whether the contact is to see that somebody writes. */
    showsTyping: block === null && Boolean(channel?.sendsTyping && capabilities?.hasTyping),
  };
}

export function useContact(contactId: string) {
  return useQuery({
    queryKey: keys.contact(contactId),
    queryFn: ({ signal }) => call(getContact, { params: { id: contactId }, signal }),
  });
}
