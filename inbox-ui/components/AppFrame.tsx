import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useMatch } from 'react-router';
import { useResumedOutbox } from '../conversation/use-outbox.ts';
import { BlurHint } from '../desk/BlurHint.tsx';
import { startLive } from '../live.ts';
import { usePresence } from '../presence/use-presence.ts';
import classes from './AppFrame.module.css';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { NavigationRail } from './NavigationRail.tsx';
import { PageLoader } from './PageLoader.tsx';
import { PaletteKey } from '../search/PaletteKey.tsx';
import { useSession } from '../session.tsx';
import { useCounts } from './use-counts.ts';
import { useDesk } from './use-desk.ts';
import { useIsPhone } from './use-is-phone.ts';
import { useTitleCount } from './use-page-title.ts';

const BottomBar = lazy(async () => ({ default: (await import('./BottomBar.tsx')).BottomBar }));

/** What stays around every page of somebody signed in: navigation, connection, title. */
export function AppFrame() {
  const { t } = useTranslation('common');
  const client = useQueryClient();
  const isPhone = useIsPhone();
  const openThread = useMatch('/inbox/:view/:conversationId');
  // Whoever reads no messages hears no news of them.
  const isReader = useSession().can('conversation.read');
  const counts = useCounts();
  useTitleCount(counts ? counts.unread + counts.unassigned : 0);
  useEffect(() => (isReader ? startLive(client) : undefined), [client, isReader]);
  usePresence(isReader);
  useResumedOutbox();
  useDesk();

  return (
    <div className={classes.frame}>
      <a href="#main" className={classes.skip}>
        {t('nav.skip')}
      </a>
      {isPhone ? null : <NavigationRail counts={counts} />}
      <ConnectionBanner />
      <PaletteKey />
      <main id="main" tabIndex={-1} className={classes.main}>
        <Suspense fallback={<PageLoader />}>
          <Outlet />
        </Suspense>
      </main>
      {isPhone && !openThread ? (
        <Suspense>
          <BottomBar counts={counts} />
        </Suspense>
      ) : null}
      <BlurHint />
    </div>
  );
}
