import { Title } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useIsPhone } from '../components/use-is-phone.ts';
import { usePageTitle } from '../components/use-page-title.ts';
import classes from './SectionHead.module.css';

type Props = {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  /** Where Back leads; without it to the list of sections, which only a phone needs. */
  back?: { to: string; label: string };
};

export function SectionHead({ title, lead, action, back }: Props) {
  const { t } = useTranslation('settings');
  const isPhone = useIsPhone();
  const target = back ?? (isPhone ? { to: '/settings', label: t('title') } : null);
  usePageTitle(title);
  return (
    <>
      {target ? (
        <Link to={target.to} className={classes.back}>
          <IconChevronLeft className="mirrored" size={18} stroke={1.75} aria-hidden />
          {target.label}
        </Link>
      ) : null}
      <header className={classes.head}>
        <div className={classes.words}>
          <Title order={1} size="h3">
            <bdi>{title}</bdi>
          </Title>
          {lead ? <p className={classes.lead}>{lead}</p> : null}
        </div>
        {action}
      </header>
    </>
  );
}
