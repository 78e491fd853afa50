import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { retryMessage, type Message } from '../../gateway/contract/message.ts';
import { call } from '../api.ts';
import { useProblemText } from '../components/use-problem-text.ts';
import { keys } from '../query-client.ts';
import { replaceMessage, type MessagePage } from './message-pages.ts';

/** Exactly one new attempt; a second click while it runs does nothing. */
export function useRetry(message: Message) {
  const client = useQueryClient();
  const textOf = useProblemText();
  return useMutation({
    mutationKey: ['retry', message.id],
    scope: { id: `retry-${message.id}` },
    mutationFn: () => call(retryMessage, { params: { id: message.id } }),
    onSuccess: (changed) => {
      client.setQueryData<MessagePage>(
        keys.messages(message.conversationId),
        (page) => page && replaceMessage([page], changed)[0],
      );
    },
    onError: (error) => notifications.show({ color: 'red', message: textOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.messages(message.conversationId) }),
  });
}
