import { Button } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { createChannel } from '../../gateway/contract/channel.ts';
import { call } from '../api.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';

/** There is no test phone yet: what it is, and how to get one. */
export function CreateSimulator() {
  const { t } = useTranslation('simulator');
  const { can } = useSession();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      call(createChannel, {
        // A test phone is there to try out what clients get.
        body: { kind: 'simulator', name: t('create.name'), automation: 'full', credentials: {} },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.channels }),
  });
  const mayCreate = can('channel.manage');
  return (
    <>
      <EmptyState
        icon={<IconDeviceMobile size={40} stroke={1.25} aria-hidden />}
        action={
          mayCreate ? (
            <Button loading={create.isPending} onClick={() => create.mutate()}>
              {t('create.action')}
            </Button>
          ) : undefined
        }
      >
        {t(mayCreate ? 'create.text' : 'create.ask')}
      </EmptyState>
      {create.isError ? <ErrorNote error={create.error} /> : null}
    </>
  );
}
