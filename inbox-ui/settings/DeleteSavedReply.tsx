import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { deleteSavedReply, type SavedReply } from '../../gateway/contract/saved-reply.ts';
import { call } from '../api.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { keys } from '../query-client.ts';

export function DeleteSavedReply({ reply }: { reply: SavedReply }) {
  const { t } = useTranslation('writing');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(deleteSavedReply, { params: { id: reply.id } }),
    onSuccess: async () => {
      await navigate('/settings/saved-replies');
      await client.invalidateQueries({ queryKey: keys.savedReplies });
    },
  });
  return (
    <>
      <Button variant="subtle" color="red" size="md" onClick={() => setAsking(true)}>
        {t('saved.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('saved.deleteTitle', { title: reply.title })}
        confirmLabel={t('saved.delete')}
        isBusy={isPending}
        error={error}
        onConfirm={() => mutate()}
        onCancel={() => setAsking(false)}
      >
        {t('saved.deleteText')} {reply.isShared ? t('saved.deleteShared') : null}
      </ConfirmDialog>
    </>
  );
}
