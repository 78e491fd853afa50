import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useOffices } from '../settings/use-settings.ts';
import { useViews } from '../views/use-views.ts';
import type { ListPlace } from './ListHeader.tsx';
import { activeFilters, filtersFrom, savedIdFrom, searchOf, viewFrom } from './views.ts';

/** What the URL says about the list. `linkTo` keeps it all and opens a conversation, or none. */
export function useListPlace(): ListPlace & { linkTo: (conversationId?: string) => string } {
  const { t } = useTranslation('views');
  const { view: named, conversationId: selectedId } = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const view = viewFrom(named);
  const filters = useMemo(() => filtersFrom(search), [search]);
  const savedId = savedIdFrom(search);
  const saved = useViews().find(({ id }) => id === savedId);
  const isOfficeView = view === 'open' && activeFilters(filters).join() === 'officeId';
  const office = useOffices().data?.items.find(({ id }) => id === filters.officeId);
  const title = saved?.name ?? (isOfficeView ? office?.name : undefined) ?? t(`place.${view}`);
  return useMemo(() => {
    const path = (conversationId: string | undefined) =>
      `/inbox/${view}${conversationId ? `/${conversationId}` : ''}`;
    return {
      view,
      filters,
      saved,
      title,
      onFilter: (next) => void navigate(path(selectedId) + searchOf(next, saved?.id)),
      linkTo: (conversationId) => path(conversationId) + searchOf(filters, saved?.id),
    };
  }, [view, filters, saved, title, selectedId, navigate]);
}
