import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelMessage, type Message } from '../../gateway/contract/message.ts';
import { call } from '../api.ts';
import { useProblemText } from '../components/use-problem-text.ts';
import { keys } from '../query-client.ts';
import { replaceMessage, type MessagePage } from './message-pages.ts';

/** Takes back a message that still waits. */
export function useCancel(message: Message) {
  const client = useQueryClient();
  const textOf = useProblemText();
  return useMutation({
    mutationKey: ['cancel', message.id],
    scope: { id: `cancel-${message.id}` },
    mutationFn: () => call(cancelMessage, { params: { id: message.id } }),
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
