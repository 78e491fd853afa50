import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { countText } from '../views/count-text.ts';
import type { Destination } from './navigation.ts';
import classes from './Navigation.module.css';

type Props = { to: Destination; isCurrent: boolean; count: number | undefined };

/** One place to go: icon, word, and how many wait there. */
export function RailLink({ to, isCurrent, count }: Props) {
  const { t } = useTranslation(['views', 'common']);
  const Icon = to.icon;
  return (
    <Link
      to={to.path}
      className={classes.link}
      title={t(`place.${to.key}`)}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <span className={classes.icon}>
        <Icon size={22} stroke={1.6} aria-hidden />
        {count ? (
          <span
            className={
              to.key === 'mine' || to.key === 'alerts'
                ? `${classes.count} ${classes.isUrgent}`
                : classes.count
            }
            dir="ltr"
            aria-hidden
          >
            {countText(count)}
          </span>
        ) : null}
      </span>
      <span className={classes.label}>{t(`place.${to.key}`)}</span>
      {count ? (
        <VisuallyHidden>
          ({t(to.key === 'faq' ? 'common:nav.due' : 'common:nav.count', { count })})
        </VisuallyHidden>
      ) : null}
    </Link>
  );
}
