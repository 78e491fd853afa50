import { Navigate, Outlet } from 'react-router';
import { useSession } from '../session.tsx';
import { destinations } from './navigation.ts';

/** Where somebody begins: in the inbox, or at the first place that their roles open. */
export function StartPage() {
  const { can } = useSession();
  const isReader = can('conversation.read');
  const first = destinations.find(({ permission }) => can(permission));
  return <Navigate to={isReader ? '/inbox/open' : (first?.path ?? '/nowhere')} replace />;
}

/** Who reads nobody's messages is led to where they work. */
export function ReadersOnly() {
  const { can } = useSession();
  return can('conversation.read') ? <Outlet /> : <StartPage />;
}
