import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../gateway/contract/message.ts';
import { reactToMessage, type ReactionEmoji } from '../../gateway/contract/signal.ts';
import { call } from '../api.ts';
import { useProblemText } from '../components/use-problem-text.ts';
import { keys } from '../query-client.ts';
import { replaceMessage, type MessagePage } from './message-pages.ts';

/** Sets our reaction to a message, or takes it back. */
export function useReact(message: Message) {
  const client = useQueryClient();
  const textOf = useProblemText();
  return useMutation({
    scope: { id: `react-${message.id}` },
    mutationFn: (emoji: ReactionEmoji | null) =>
      call(reactToMessage, { params: { id: message.id }, body: { emoji } }),
    onSuccess: (changed) => {
      client.setQueryData<MessagePage>(
        keys.messages(message.conversationId),
        (page) => page && replaceMessage([page], changed)[0],
      );
    },
    onError: (error) => notifications.show({ color: 'red', message: textOf(error) }),
  });
}
