import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../components/use-is-phone.ts';

type Props = { title: string; isOpen: boolean; onClose: () => void; children: ReactNode };

/** A short form over the page; the whole screen of a phone. */
export function FormDialog({ title, isOpen, onClose, children }: Props) {
  const { t } = useTranslation('common');
  const isPhone = useIsPhone();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      fullScreen={isPhone}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {children}
    </Modal>
  );
}
