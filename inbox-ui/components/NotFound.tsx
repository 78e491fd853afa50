import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from './EmptyState.tsx';
import { usePageTitle } from './use-page-title.ts';

export function NotFound() {
  const { t } = useTranslation('common');
  usePageTitle(t('notFound.title'));
  return (
    <EmptyState
      heading={t('notFound.title')}
      action={
        <Button component={Link} to="/">
          {t('notFound.action')}
        </Button>
      }
    >
      {t('notFound.text')}
    </EmptyState>
  );
}
