import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Thread.module.css';

type Props = {
  hasOlder: boolean;
  isLoading: boolean;
  hasFailed: boolean;
  onRetry: () => void;
};

/** The room above the oldest message has one height whatever it says, so that nothing moves. */
export function Beginning({ hasOlder, isLoading, hasFailed, onRetry }: Props) {
  const { t } = useTranslation('conversation');
  return (
    <div className={classes.beginning}>
      {hasFailed ? (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          {t('thread.olderFailed')}
        </Button>
      ) : isLoading ? (
        <Loader size="sm" type="dots" aria-label={t('thread.loadingOlder')} />
      ) : hasOlder ? null : (
        t('thread.beginning')
      )}
    </div>
  );
}
