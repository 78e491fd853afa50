import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { EmptyState } from './EmptyState.tsx';

/** A page broke, or its code could not be loaded (a new version was installed meanwhile). */
export function PageError() {
  const { t } = useTranslation('common');
  const error = useRouteError();
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <div role="alert">
      <EmptyState action={<Button onClick={() => location.reload()}>{t('action.reload')}</Button>}>
        {t('pageError')}
      </EmptyState>
    </div>
  );
}
