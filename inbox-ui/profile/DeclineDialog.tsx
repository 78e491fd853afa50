import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { declineConversation, declineReasons } from '../../gateway/contract/profile.ts';
import { ApiProblem, call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { storeConversation } from '../conversation/use-conversation.ts';
import { keys } from '../query-client.ts';
import { FormDialog } from '../settings/FormDialog.tsx';

type Props = { conversation: Conversation; isOpen: boolean; onClose: () => void };

/** Gives a conversation back before the first answer: says what happens then, and asks why without insisting. */
export function DeclineDialog({ conversation: { id }, isOpen, onClose }: Props) {
  const { t } = useTranslation(['profile', 'common']);
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const decline = useMutation({
    mutationFn: () => {
      const given = declineReasons.find((one) => one === reason);
      return call(declineConversation, { params: { id }, body: given ? { reason: given } : {} });
    },
    onSuccess: (changed) => {
      storeConversation(client, changed);
      notifications.show({ message: t('decline.done') });
      onClose();
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.conversation(id) });
      void client.invalidateQueries({ queryKey: keys.conversations() });
      void client.invalidateQueries({ queryKey: keys.counts });
    },
  });
  const isTooLate = decline.error instanceof ApiProblem && decline.error.code === 'conflict';
  return (
    <FormDialog title={t('decline.title')} isOpen={isOpen} onClose={onClose}>
      <Stack gap="md">
        {isTooLate ? <ErrorNote text={t('decline.tooLate')} /> : null}
        {decline.isError && !isTooLate ? <ErrorNote error={decline.error} /> : null}
        <p style={{ margin: 0 }}>{t('decline.what')}</p>
        <NativeSelect
          label={t('decline.why')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data={[
            { value: '', label: t('decline.reason.none') },
            ...declineReasons.map((key) => ({ value: key, label: t(`decline.reason.${key}`) })),
          ]}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button loading={decline.isPending} onClick={() => decline.mutate()}>
            {t('decline.submit')}
          </Button>
        </Group>
      </Stack>
    </FormDialog>
  );
}
