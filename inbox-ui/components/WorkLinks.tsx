import { useSession } from '../session.tsx';
import { useCurrentPlace } from '../views/use-current-place.ts';
import { urgent, work } from './navigation.ts';
import { RailLink } from './RailLink.tsx';
import type { Counts } from './use-counts.ts';

/** Where there is something to do, as icons with words below. */
export function WorkLinks({ counts }: { counts: Counts | undefined }) {
  const { can } = useSession();
  const place = useCurrentPlace();
  return (counts?.alerts ? [urgent, ...work] : work)
    .filter(({ permission }) => can(permission))
    .map((to) => (
      <RailLink
        key={to.key}
        to={to}
        isCurrent={place === to.key}
        count={to.count && counts?.[to.count]}
      />
    ));
}
