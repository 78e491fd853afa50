import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { deleteOffice, type Office } from '../../gateway/contract/office.ts';
import { ApiProblem, call } from '../api.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { keys } from '../query-client.ts';

export function DeleteOffice({ office }: { office: Office }) {
  const { t } = useTranslation('offices');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => call(deleteOffice, { params: { id: office.id } }),
    onSuccess: async () => {
      await navigate('/settings/offices');
      await client.invalidateQueries({ queryKey: keys.offices });
    },
  });
  const isUsed = error instanceof ApiProblem && error.code === 'conflict';
  return (
    <>
      <Button variant="subtle" color="red" size="md" onClick={() => setAsking(true)}>
        {t('delete.action')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('delete.title', { name: office.name })}
        confirmLabel={t('delete.action')}
        isBusy={isPending}
        error={isUsed ? null : error}
        onConfirm={() => mutate()}
        onCancel={() => {
          reset();
          setAsking(false);
        }}
      >
        {t('delete.text')}
        {isUsed ? (
          <ErrorNote text={t(office.isFallback ? 'delete.isFallback' : 'delete.isUsed')} />
        ) : null}
      </ConfirmDialog>
    </>
  );
}
