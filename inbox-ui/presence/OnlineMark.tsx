import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './OnlineMark.module.css';
import { useIsOnline } from './use-presence.ts';

/** A dot beside the name of a colleague who is at their desk, and the word for it. */
export function OnlineMark({ counselorId }: { counselorId: string }) {
  const { t } = useTranslation('together');
  if (!useIsOnline(counselorId)) return null;
  return (
    <span className={classes.mark} title={t('online')}>
      <VisuallyHidden>{t('online')}</VisuallyHidden>
    </span>
  );
}
