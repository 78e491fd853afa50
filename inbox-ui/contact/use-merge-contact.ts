import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mergeContact, unmergeContact, type Contact } from '../../gateway/contract/contact.ts';
import { call } from '../api.ts';
import { useProblemText } from '../components/use-problem-text.ts';
import { keys } from '../query-client.ts';

/** Shows another contact as the same person, or separates them again; whoever is affected is read anew. */
export function useMergeContact(contactId: string) {
  const { t } = useTranslation('conversation');
  const client = useQueryClient();
  const textOf = useProblemText();

  function refresh(contact: Contact, otherId: string) {
    client.setQueryData(keys.contact(contactId), contact);
    void client.invalidateQueries({ queryKey: keys.contact(otherId) });
    void client.invalidateQueries({ queryKey: ['conversation'] });
    void client.invalidateQueries({ queryKey: keys.conversations() });
  }

  const merge = useMutation({
    mutationFn: (otherId: string) =>
      call(mergeContact, { params: { id: contactId }, body: { contactId: otherId } }),
    onSuccess: refresh,
  });
  const separate = useMutation({
    mutationFn: (otherId: string) =>
      call(unmergeContact, { params: { id: contactId }, body: { contactId: otherId } }),
    onSuccess(contact, otherId) {
      refresh(contact, otherId);
      notifications.show({ message: t('merge.separated') });
    },
    onError: (error) => notifications.show({ color: 'red', message: textOf(error) }),
  });
  return { merge, separate };
}
