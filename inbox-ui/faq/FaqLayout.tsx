import {
  IconCalendarDue,
  IconChecklist,
  IconFlask,
  IconLayoutGrid,
  IconLink,
  IconMessageQuestion,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { useSession } from '../session.tsx';
import classes from './FaqLayout.module.css';
import { useFaqCounts } from './use-faq-counts.ts';

const pages = [
  { key: 'matrix', path: '/faq', icon: IconLayoutGrid, count: null },
  { key: 'approve', path: '/faq/approve', icon: IconChecklist, count: 'drafts' },
  { key: 'calendar', path: '/faq/calendar', icon: IconCalendarDue, count: 'due' },
  { key: 'questions', path: '/faq/questions', icon: IconMessageQuestion, count: 'questions' },
  { key: 'sources', path: '/faq/sources', icon: IconLink, count: null },
  { key: 'try', path: '/faq/try', icon: IconFlask, count: null },
] as const;
const forEditors: readonly string[] = ['approve', 'questions'];

/** What belongs to the answers, each page with what waits there. */
export function FaqLayout() {
  const { t } = useTranslation('faq');
  const { can } = useSession();
  const counts = useFaqCounts();
  return (
    <div className={classes.page}>
      <nav className={classes.pages} aria-label={t('title')}>
        {pages
          .filter(({ key }) => can('faq.manage') || !forEditors.includes(key))
          .map(({ key, path, icon: Icon, count }) => {
            const waiting = count && counts?.[count];
            return (
              <NavLink key={key} to={path} end className={classes.link ?? ''}>
                <Icon size={18} stroke={1.6} aria-hidden />
                {t(`page.${key}`)}
                {waiting ? <span className={classes.count}>{waiting}</span> : null}
              </NavLink>
            );
          })}
      </nav>
      <Outlet />
    </div>
  );
}
