import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, lazy, Suspense, use, useEffect, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { getMe } from '../gateway/contract/account.ts';
import type { ResponseOf } from '../gateway/contract/endpoint.ts';
import type { Permission } from '../gateway/contract/permissions.ts';
import { ApiProblem, call, onRefused } from './api.ts';
import { ErrorNote } from './components/ErrorNote.tsx';
import { PageLoader } from './components/PageLoader.tsx';
import { OfflinePage } from './desk/OfflinePage.tsx';
import { useIsLocked } from './desk/screen-lock.ts';
import { keys } from './query-client.ts';

export type Session = ResponseOf<typeof getMe> & { can: (permission: Permission) => boolean };

const LockScreen = lazy(async () => ({
  default: (await import('./desk/LockScreen.tsx')).LockScreen,
}));

const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only below `RequireSession`. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession is used outside of RequireSession');
  return session;
}

/**
 * Shows its children to somebody who is signed in, and the sign-in page to everybody else. Behind a locked screen they
 * are not there at all.
 */
export function RequireSession({ children }: { children: ReactNode }) {
  if (!useIsLocked()) return <SignedIn>{children}</SignedIn>;
  return (
    <Suspense fallback={<PageLoader />}>
      <LockScreen />
    </Suspense>
  );
}

function SignedIn({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const location = useLocation();
  const me = useQuery({ queryKey: keys.me, queryFn: loadMe, staleTime: 5 * 60_000 });

  useEffect(
    () => onRefused((why) => why === 'signed-out' && client.setQueryData(keys.me, null)),
    [client],
  );

  if (me.data) {
    const held = me.data.permissions;
    const session: Session = { ...me.data, can: (permission) => held.includes(permission) };
    return <SessionContext value={session}>{children}</SessionContext>;
  }
  const { failureReason: problem } = me;
  const isOffline = problem instanceof ApiProblem && problem.code === 'network';
  if (isOffline || me.fetchStatus === 'paused') return <OfflinePage onRetry={me.refetch} />;
  if (me.isPending) return <PageLoader />;
  if (me.isError) return <ErrorNote error={me.error} onRetry={() => void me.refetch()} isPage />;
  const next = `${location.pathname}${location.search}${location.hash}`;
  return (
    <Navigate to={next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`} replace />
  );
}

async function loadMe() {
  try {
    return await call(getMe);
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'unauthenticated') return null;
    throw error;
  }
}
