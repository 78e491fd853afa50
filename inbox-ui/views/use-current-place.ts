import { useLocation, useMatch, useSearchParams } from 'react-router';
import { filtersFrom, savedIdFrom, viewFrom } from '../inbox/views.ts';
import { useViews } from './use-views.ts';

/** Which entry of the navigation one is at: a view's key, `office/<id>`, `saved/<id>`, `search`, or the first part of the path. */
export function useCurrentPlace(): string {
  const { pathname } = useLocation();
  const match = useMatch('/inbox/:view?/*');
  const [search] = useSearchParams();
  const views = useViews();
  if (!match) return pathname.split('/')[1] ?? '';
  if (match.params.view === 'search') return 'search';
  const savedId = savedIdFrom(search);
  if (savedId && views.some(({ id }) => id === savedId)) return `saved/${savedId}`;
  const view = viewFrom(match.params.view);
  const { officeId } = filtersFrom(search);
  return view === 'open' && officeId ? `office/${officeId}` : view;
}
