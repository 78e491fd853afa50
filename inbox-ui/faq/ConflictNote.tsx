import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../components/ErrorNote.tsx';

type Props = { onSave: () => void; onTake: () => void };

/** Somebody was quicker: nothing is lost, and it is decided here whose text stays. */
export function ConflictNote({ onSave, onTake }: Props) {
  const { t } = useTranslation('faq');
  return (
    <ErrorNote text={t('conflict.title')}>
      {t('conflict.text')}
      <Group gap="xs" mt="xs">
        <Button size="compact-md" onClick={onSave}>
          {t('conflict.save')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onTake}>
          {t('conflict.take')}
        </Button>
      </Group>
    </ErrorNote>
  );
}
