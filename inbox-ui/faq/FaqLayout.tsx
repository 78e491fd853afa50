import { IconLayoutGrid } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import classes from './FaqLayout.module.css';

const pages = [{ key: 'matrix', path: '/faq', icon: IconLayoutGrid }] as const;

/** What belongs to the answers, each page with what waits there. */
export function FaqLayout() {
  const { t } = useTranslation('faq');
  return (
    <div className={classes.page}>
      <nav className={classes.pages} aria-label={t('title')}>
        {pages.map(({ key, path, icon: Icon }) => (
          <NavLink key={key} to={path} end className={classes.link ?? ''}>
            <Icon size={18} stroke={1.6} aria-hidden />
            {t(`page.${key}`)}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
