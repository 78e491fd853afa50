import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../components/LanguageSwitch.tsx';
import { Logo } from '../components/Logo.tsx';
import { usePageTitle } from '../components/use-page-title.ts';
import classes from './AccountPage.module.css';

type Props = { title: string; lead?: ReactNode; children: ReactNode };

/** The sheet of paper that somebody sees who is not signed in yet. */
export function AccountPage({ title, lead, children }: Props) {
  const { t } = useTranslation('account');
  usePageTitle(title);
  return (
    <main className={classes.page}>
      <div className={classes.sheet}>
        <div className={classes.head}>
          <Logo size={40} />
          <div>
            <div className={classes.brand}>Lotse</div>
            <div className={classes.tagline}>{t('tagline')}</div>
          </div>
        </div>
        <Title order={1} size="h3">
          {title}
        </Title>
        {lead ? <p className={classes.lead}>{lead}</p> : null}
        {children}
        <div className={classes.foot}>
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
