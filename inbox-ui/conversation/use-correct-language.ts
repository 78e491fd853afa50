import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { correctLanguage, type Message } from '../../gateway/contract/message.ts';
import { call } from '../api.ts';
import { useProblemText } from '../components/use-problem-text.ts';
import { keys } from '../query-client.ts';
import { replaceMessage, type MessagePage } from './message-pages.ts';

/** Says in which language a message is. */
export function useCorrectLanguage(message: Message) {
  const client = useQueryClient();
  const textOf = useProblemText();
  return useMutation({
    scope: { id: `language-${message.id}` },
    mutationFn: (language: string) =>
      call(correctLanguage, { params: { id: message.id }, body: { language } }),
    onSuccess: (changed) => {
      client.setQueryData<MessagePage>(
        keys.messages(message.conversationId),
        (page) => page && replaceMessage([page], changed)[0],
      );
    },
    onError: (error) => notifications.show({ color: 'red', message: textOf(error) }),
  });
}
