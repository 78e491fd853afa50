import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from './ErrorNote.tsx';

type Props = {
  isOpen: boolean;
  title: string;
  /** What happens, and what stays. */
  children: ReactNode;
  confirmLabel: string;
  isBusy: boolean;
  error: unknown;
  onConfirm: () => void;
  onCancel: () => void;
};

/** Asks before something that can't be undone; "Cancel" has the focus. */
export function ConfirmDialog(props: Props) {
  const { t } = useTranslation('common');
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onCancel}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack>
        <div>{props.children}</div>
        {props.error ? <ErrorNote error={props.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onCancel} data-autofocus>
            {t('action.cancel')}
          </Button>
          <Button color="red" loading={props.isBusy} onClick={props.onConfirm}>
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
