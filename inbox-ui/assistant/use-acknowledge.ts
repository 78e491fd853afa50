import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { acknowledgeAlerts } from '../../gateway/contract/assistant.ts';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { call } from '../api.ts';
import { useProblemText } from '../components/use-problem-text.ts';
import { storeConversation } from '../conversation/use-conversation.ts';
import { keys } from '../query-client.ts';

/** Says to all colleagues that the signed-in counselor sees to the alerts of a conversation. */
export function useAcknowledge({ id }: Conversation) {
  const client = useQueryClient();
  const textOf = useProblemText();
  return useMutation({
    mutationFn: () => call(acknowledgeAlerts, { params: { id } }),
    onSuccess: (changed) => storeConversation(client, changed),
    onError: (error) => notifications.show({ color: 'red', message: textOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.counts }),
  });
}
