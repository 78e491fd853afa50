import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { getSetup } from '../../gateway/contract/account.ts';
import { call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { PageLoader } from '../components/PageLoader.tsx';
import { keys } from '../query-client.ts';
import { AccountPage } from './AccountPage.tsx';
import { SetupForm } from './SetupForm.tsx';

/** The page behind the link that is printed at the first start. */
export function SetupPage() {
  const { t } = useTranslation('account');
  const setup = useQuery({ queryKey: keys.setup, queryFn: () => call(getSetup), staleTime: 0 });
  if (setup.isPending) return <PageLoader />;
  if (setup.isError) {
    return <ErrorNote error={setup.error} onRetry={() => void setup.refetch()} isPage />;
  }
  if (!setup.data.isOpen) {
    return (
      <AccountPage title={t('setup.doneTitle')} lead={t('setup.doneText')}>
        <Button component={Link} to="/login" size="md" fullWidth>
          {t('setup.toLogin')}
        </Button>
      </AccountPage>
    );
  }
  return (
    <AccountPage title={t('setup.title')} lead={t('setup.lead')}>
      <SetupForm starterContent={setup.data.starterContent} />
    </AccountPage>
  );
}
