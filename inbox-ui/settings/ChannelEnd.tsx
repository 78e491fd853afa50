import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Channel } from '../../gateway/contract/channel.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useChannelCommands } from './use-channel.ts';

/** Switching off can be undone, deleting can't; both keep the conversations. */
export function ChannelEnd({ channel }: { channel: Channel }) {
  const { t } = useTranslation(['settings', 'common']);
  const navigate = useNavigate();
  const { update, remove } = useChannelCommands(channel.id);
  const [isAsking, asking] = useDisclosure(false);
  const isDisabled = channel.status === 'disabled';
  return (
    <Stack gap="md" align="flex-start">
      {update.isError ? <ErrorNote error={update.error} /> : null}
      <div>
        <Text size="sm" c="dimmed" mb={8}>
          {isDisabled ? t('channel.enableText') : t('channel.disableText')}
        </Text>
        <Button
          variant="default"
          loading={update.isPending}
          onClick={() => update.mutate({ isDisabled: !isDisabled })}
        >
          {isDisabled ? t('channel.enable') : t('channel.disable')}
        </Button>
      </div>
      <div>
        <Text size="sm" c="dimmed" mb={8}>
          {t('channel.deleteText')}
        </Text>
        <Button variant="outline" color="red" onClick={asking.open}>
          {t('channel.delete')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channel.deleteTitle', { name: channel.name })}
        confirmLabel={t('channel.delete')}
        isBusy={remove.isPending}
        error={remove.error}
        onCancel={asking.close}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => void navigate('/settings/channels', { replace: true }),
          })
        }
      >
        {t('channel.deleteText')}
      </ConfirmDialog>
    </Stack>
  );
}
