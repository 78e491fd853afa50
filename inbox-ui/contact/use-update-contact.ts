import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { updateContact, type Contact } from '../../gateway/contract/contact.ts';
import { call } from '../api.ts';
import { useProblemText } from '../components/use-problem-text.ts';
import { keys } from '../query-client.ts';

type Change = { displayName?: string | null; language?: string | null };

export function useUpdateContact(contact: Contact) {
  const client = useQueryClient();
  const textOf = useProblemText();
  return useMutation({
    mutationFn: (body: Change) => call(updateContact, { params: { id: contact.id }, body }),
    onSuccess: (changed) => {
      client.setQueryData(keys.contact(contact.id), changed);
      for (const id of changed.conversationIds)
        void client.invalidateQueries({ queryKey: keys.conversation(id) });
      void client.invalidateQueries({ queryKey: keys.conversations() });
    },
    onError: (error) => notifications.show({ color: 'red', message: textOf(error) }),
  });
}
