import { useQuery } from '@tanstack/react-query';
import { getAssistant } from '../../gateway/contract/assistant.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

/** What the contact has told the assistant; null when it was never part of the conversation. */
export function useStanding(conversationId: string) {
  return useQuery({
    queryKey: keys.standing(conversationId),
    queryFn: ({ signal }) => call(getAssistant, { params: { id: conversationId }, signal }),
    select: ({ standing }) => standing,
  });
}
