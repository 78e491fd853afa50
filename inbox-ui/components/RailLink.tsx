import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { Destination } from './navigation.ts';
import classes from './Navigation.module.css';

type Props = { to: Destination; count: number | undefined };

/** One place to go: icon, word, and how many wait there. */
export function RailLink({ to, count }: Props) {
  const { t } = useTranslation('common');
  const Icon = to.icon;
  return (
    <NavLink to={to.path} className={classes.link ?? ''} title={t(`nav.${to.key}Hint`)}>
      <span className={classes.icon}>
        <Icon size={22} stroke={1.6} aria-hidden />
        {count ? (
          <span
            className={to.key === 'mine' ? `${classes.count} ${classes.isUrgent}` : classes.count}
            dir="ltr"
            aria-hidden
          >
            {count > 99 ? '99+' : count}
          </span>
        ) : null}
      </span>
      <span className={classes.label}>{t(`nav.${to.key}`)}</span>
      {count ? <VisuallyHidden>({t('nav.count', { count })})</VisuallyHidden> : null}
    </NavLink>
  );
}
