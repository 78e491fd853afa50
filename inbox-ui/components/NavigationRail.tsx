import { ActionIcon } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebarLeftCollapse, IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFaqCounts } from '../faq/use-faq-counts.ts';
import { usePreferences } from '../inbox/preferences.ts';
import { useSession } from '../session.tsx';
import { NavigationList } from '../views/NavigationList.tsx';
import { useCurrentPlace } from '../views/use-current-place.ts';
import { later } from './later.tsx';
import { Logo } from './Logo.tsx';
import { tools } from './navigation.ts';
import classes from './Navigation.module.css';
import { RailLink } from './RailLink.tsx';
import type { Counts } from './use-counts.ts';
import { UserMenu } from './UserMenu.tsx';
import { WorkLinks } from './WorkLinks.tsx';

const ViewsSheet = later(async () => (await import('./ViewsSheet.tsx')).ViewsSheet);

/** Where one can go: in words with everything there is where there is room and it is wanted, else what is used most. */
export function NavigationRail({ counts }: { counts: Counts | undefined }) {
  const { t } = useTranslation(['views', 'common']);
  const { organization } = useSession();
  const hasRoom =
    useMediaQuery('(min-width: 1200px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const [{ isNavigationWide }, change] = usePreferences();
  if (!hasRoom || !isNavigationWide) {
    return (
      <NarrowRail
        counts={counts}
        onWiden={hasRoom ? () => change({ isNavigationWide: true }) : undefined}
      />
    );
  }
  return (
    <nav className={classes.wide} aria-label={t('common:nav.label')}>
      <div className={classes.top}>
        <Logo size={28} />
        <bdi className={classes.organization}>{organization.name}</bdi>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('narrow')}
          title={t('narrow')}
          onClick={() => change({ isNavigationWide: false })}
        >
          <IconLayoutSidebarLeftCollapse size={20} stroke={1.6} aria-hidden className="mirrored" />
        </ActionIcon>
      </div>
      <NavigationList />
      <UserMenu />
    </nav>
  );
}

type NarrowProps = { counts: Counts | undefined; onWiden: (() => void) | undefined };

/** The views are behind a button: it widens the rail where there is room, else it opens a sheet. */
function NarrowRail({ counts, onWiden }: NarrowProps) {
  const { t } = useTranslation(['views', 'common']);
  const { can } = useSession();
  const place = useCurrentPlace();
  const due = useFaqCounts()?.due;
  const [isOpen, sheet] = useDisclosure(false);
  return (
    <nav className={classes.rail} aria-label={t('common:nav.label')}>
      <div className={classes.logo}>
        <Logo size={32} />
      </div>
      <WorkLinks counts={counts} />
      {can('conversation.read') ? (
        <button
          type="button"
          className={classes.link}
          title={t('group.views')}
          onClick={onWiden ?? sheet.open}
          {...(onWiden ? {} : { 'aria-haspopup': 'dialog' as const })}
        >
          <IconListDetails size={22} stroke={1.6} aria-hidden />
          <span className={classes.label}>{t('group.views')}</span>
        </button>
      ) : null}
      <div className={classes.spacer} />
      {tools
        .filter(({ permission }) => can(permission))
        .map((to) => (
          <RailLink
            key={to.key}
            to={to}
            isCurrent={place === to.key}
            count={to.key === 'faq' ? due : undefined}
          />
        ))}
      <UserMenu />
      {onWiden ? null : <ViewsSheet isOpen={isOpen} onClose={sheet.close} />}
    </nav>
  );
}
