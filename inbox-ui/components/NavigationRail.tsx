import { useTranslation } from 'react-i18next';
import { useSession } from '../session.tsx';
import { Logo } from './Logo.tsx';
import { destinations } from './navigation.ts';
import classes from './Navigation.module.css';
import { RailLink } from './RailLink.tsx';
import type { Counts } from './use-counts.ts';
import { UserMenu } from './UserMenu.tsx';

export function NavigationRail({ counts }: { counts: Counts | undefined }) {
  const { t } = useTranslation('common');
  const { can } = useSession();
  const allowed = destinations.filter(({ permission }) => can(permission));
  const work = allowed.filter(({ key }) => key !== 'settings');
  const settings = allowed.filter(({ key }) => key === 'settings');
  return (
    <nav className={classes.rail} aria-label={t('nav.label')}>
      <div className={classes.logo}>
        <Logo size={32} />
      </div>
      {work.map((to) => (
        <RailLink key={to.key} to={to} count={to.count && counts?.[to.count]} />
      ))}
      <div className={classes.spacer} />
      {settings.map((to) => (
        <RailLink key={to.key} to={to} count={undefined} />
      ))}
      <UserMenu />
    </nav>
  );
}
