import { Button, Select, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { handOverConversation } from '../../gateway/contract/triage.ts';
import { call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { storeConversation } from '../conversation/use-conversation.ts';
import { useCounselors } from '../conversation/use-counselors.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';
import { FormDialog } from '../settings/FormDialog.tsx';

type Props = { conversation: Conversation; isOpen: boolean; onClose: () => void };

/** To whom, and what they must know. The note names them, so that they hear of it. */
export function HandOverDialog({ conversation, isOpen, onClose }: Props) {
  const { t } = useTranslation('triage');
  return (
    <FormDialog title={t('handOver.title')} isOpen={isOpen} onClose={onClose}>
      <HandOverForm conversation={conversation} onDone={onClose} />
    </FormDialog>
  );
}

function HandOverForm({
  conversation,
  onDone,
}: {
  conversation: Conversation;
  onDone: () => void;
}) {
  const { t } = useTranslation('triage');
  const client = useQueryClient();
  const { counselor: me } = useSession();
  const holderId = conversation.assignee?.id ?? null;
  const colleagues = useCounselors().filter(
    ({ id, isActive }) => isActive && id !== holderId && id !== me.id,
  );
  const [clientMessageId] = useState(() => crypto.randomUUID());
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: { counselorId: '', summary: '' },
    validate: ({ counselorId, summary }) => ({
      counselorId: counselorId ? null : t('handOver.toMissing'),
      summary: summary.trim() ? null : t('handOver.summaryMissing'),
    }),
    submit: ({ counselorId, summary }) =>
      call(handOverConversation, {
        params: { id: conversation.id },
        body: { counselorId, summary, clientMessageId, expectedAssigneeId: holderId },
      }),
    onDone: (changed) => {
      storeConversation(client, changed);
      void client.invalidateQueries({ queryKey: keys.messages(conversation.id) });
      void client.invalidateQueries({ queryKey: keys.conversations() });
      void client.invalidateQueries({ queryKey: keys.counts });
      notifications.show({
        message: t('handOver.done', { name: changed.assignee?.displayName ?? '' }),
      });
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <p style={{ margin: 0 }}>{t('handOver.lead')}</p>
        {problem ? <ErrorNote error={problem} /> : null}
        <Select
          key={form.key('counselorId')}
          {...form.getInputProps('counselorId')}
          label={t('handOver.to')}
          data={colleagues.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          nothingFoundMessage={t('assign.nothing')}
          comboboxProps={{ withinPortal: false }}
          openOnFocus={false}
          searchable
          data-autofocus
        />
        <Textarea
          key={form.key('summary')}
          {...form.getInputProps('summary')}
          label={t('handOver.summary')}
          maxLength={4000}
          minRows={4}
          autosize
          maxRows={10}
          dir="auto"
        />
        <Button type="submit" size="md" loading={isSending}>
          {t('handOver.submit')}
        </Button>
      </Stack>
    </form>
  );
}
