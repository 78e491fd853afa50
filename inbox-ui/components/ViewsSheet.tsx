import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavigationList } from '../views/NavigationList.tsx';

/** The views in a sheet, where the navigation is narrow. */
export function ViewsSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['views', 'common']);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size={300}
      title={t('group.views')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <NavigationList onGo={onClose} />
    </Drawer>
  );
}
