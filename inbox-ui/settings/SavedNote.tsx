import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Says beside the button, and to screen readers, that it is done. */
export function SavedNote({ isShown }: { isShown: boolean }) {
  const { t } = useTranslation('settings');
  return (
    <Text component="span" size="sm" c="dimmed" role="status">
      {isShown ? t('saved') : null}
    </Text>
  );
}
