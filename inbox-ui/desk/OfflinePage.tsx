import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/EmptyState.tsx';

/** The network may be there and the server away. */
const retryEveryMs = 10_000;

/** The inbox was opened without a network. It goes on by itself as soon as there is one. */
export function OfflinePage({ onRetry }: { onRetry: () => unknown }) {
  const { t } = useTranslation('common');
  useEffect(() => {
    const retry = () => void onRetry();
    const timer = setInterval(retry, retryEveryMs);
    window.addEventListener('online', retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', retry);
    };
  }, [onRetry]);
  return (
    <EmptyState
      icon={<IconCloudOff size={32} stroke={1.25} aria-hidden />}
      action={
        <Button variant="default" onClick={() => void onRetry()}>
          {t('action.retry')}
        </Button>
      }
    >
      {t('desk.offline')}
    </EmptyState>
  );
}
