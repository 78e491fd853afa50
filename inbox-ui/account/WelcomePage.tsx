import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FirstSteps } from '../components/FirstSteps.tsx';
import { usePageTitle } from '../components/use-page-title.ts';
import { useSession } from '../session.tsx';
import classes from './WelcomePage.module.css';

/** Directly after the set-up: what to do first. */
export function WelcomePage() {
  const { t } = useTranslation('account');
  const { counselor } = useSession();
  usePageTitle(t('welcome.title'));
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {t('welcome.greeting', { name: counselor.displayName })}
      </Title>
      <p className={classes.lead}>{t('welcome.lead')}</p>
      <FirstSteps />
    </div>
  );
}
