import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { useIsPhone } from '../components/use-is-phone.ts';
import { useSession } from '../session.tsx';
import { sections } from './sections.ts';
import classes from './SettingsPage.module.css';

/** The list of sections beside the chosen one; on a phone one after the other. */
export function SettingsPage() {
  const isPhone = useIsPhone();
  const isIndex = useLocation().pathname.replace(/\/$/, '') === '/settings';
  return (
    <div className={classes.page}>
      {isPhone && !isIndex ? null : <SectionList level={isPhone ? 'h1' : 'h2'} />}
      {isPhone && isIndex ? null : (
        <div className={classes.body}>
          <div className={classes.inner}>
            <Outlet />
          </div>
        </div>
      )}
    </div>
  );
}

/** Beside a list there is always a section; a phone shows the list alone. */
export function SettingsIndex() {
  const { can } = useSession();
  const first = sections.find(({ permission }) => can(permission));
  return <Navigate to={first ? `/settings/${first.key}` : '/'} replace />;
}

/** Its heading is the page's own where the list is all there is. */
function SectionList({ level: Heading }: { level: 'h1' | 'h2' }) {
  const { t } = useTranslation('settings');
  const { can } = useSession();
  return (
    <nav className={classes.side} aria-labelledby="settings-heading">
      <Heading id="settings-heading" className={classes.heading}>
        {t('title')}
      </Heading>
      {sections
        .filter(({ permission }) => can(permission))
        .map(({ key, icon: Icon }) => (
          <NavLink key={key} to={`/settings/${key}`} className={classes.link ?? ''}>
            <Icon size={20} stroke={1.6} aria-hidden />
            {t(`section.${key}`)}
          </NavLink>
        ))}
    </nav>
  );
}
