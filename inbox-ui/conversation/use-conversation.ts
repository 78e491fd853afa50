import { notifications } from '@mantine/notifications';
import {
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import {
  assignConversation,
  getConversation,
  reopenConversation,
  setTopic,
  snoozeConversation,
  type Conversation,
  type TopicKey,
} from '../../gateway/contract/conversation.ts';
import { labelConversation } from '../../gateway/contract/triage.ts';
import { ApiProblem, call } from '../api.ts';
import { useProblemText } from '../components/use-problem-text.ts';
import { useStable } from '../components/use-stable.ts';
import { patchRow, type ConversationPage } from '../inbox/list-pages.ts';
import { keys } from '../query-client.ts';
import { useBulk } from '../triage/use-bulk.tsx';

export function useConversation(conversationId: string) {
  return useQuery({
    queryKey: keys.conversation(conversationId),
    queryFn: ({ signal }) => call(getConversation, { params: { id: conversationId }, signal }),
  });
}

/** What one can do with a conversation besides writing. A refusal is said, and the newest state is read. */
export function useConversationActions(conversation: Conversation) {
  const { t } = useTranslation('triage');
  const client = useQueryClient();
  const textOf = useProblemText();
  const { pathname, search } = useLocation();
  const bulk = useBulk();

  const { mutate, isPending } = useMutation({
    mutationFn: (act: () => Promise<Conversation>) => act(),
    onSuccess: (changed) => storeConversation(client, changed),
    onError: async (error) => {
      const isTaken = error instanceof ApiProblem && error.code === 'conflict';
      const message = isTaken ? await whoWasFaster() : textOf(error);
      notifications.show({ color: 'red', message });
      void client.invalidateQueries({ queryKey: keys.conversation(conversation.id) });
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.conversations() });
      void client.invalidateQueries({ queryKey: keys.counts });
    },
  });

  /** Somebody else has changed who takes care of it: the newest state tells who. */
  async function whoWasFaster(): Promise<string> {
    const { assignee } = await call(getConversation, { params: { id: conversation.id } });
    return assignee ? t('assign.overtaken', { name: assignee.displayName }) : t('assign.givenBack');
  }

  const isBusy = isPending || bulk.isPending;
  const change = useStable(bulk.run);
  const backTo = `${pathname}${search}`;
  return useMemo(() => {
    const params = { id: conversation.id };
    const seenMessageIds = conversation.lastMessage ? [conversation.lastMessage.id] : [];
    return {
      isPending: isBusy,
      assign: (counselorId: string | null) =>
        mutate(() =>
          call(assignConversation, {
            params,
            body: { counselorId, expectedAssigneeId: conversation.assignee?.id ?? null },
          }),
        ),
      close: (onClosed?: () => void) =>
        void change(
          { action: 'close', ids: [conversation.id], seenMessageIds },
          { onDone: onClosed, backTo },
        ),
      reopen: () => mutate(() => call(reopenConversation, { params })),
      snooze: (until: Date | null) =>
        mutate(() =>
          call(snoozeConversation, { params, body: { until: until?.toISOString() ?? null } }),
        ),
      label: (body: { add: string[]; remove: string[] }) =>
        mutate(() => call(labelConversation, { params, body })),
      setTopic: (topic: TopicKey | null) =>
        mutate(() => call(setTopic, { params, body: { topic } })),
    };
  }, [conversation, isBusy, mutate, change, backTo]);
}

export type ConversationActions = ReturnType<typeof useConversationActions>;

/** Puts an answer of the server where it is shown: the header and the row. */
export function storeConversation(client: QueryClient, changed: Conversation): void {
  client.setQueryData(keys.conversation(changed.id), changed);
  client.setQueriesData<InfiniteData<ConversationPage>>(
    { queryKey: keys.conversations() },
    (data) => data && { ...data, pages: patchRow(data.pages, changed) },
  );
}
