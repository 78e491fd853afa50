import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { PageLoader } from '../components/PageLoader.tsx';
import { useIsPhone } from '../components/use-is-phone.ts';
import { usePageTitle } from '../components/use-page-title.ts';
import classes from './InboxPage.module.css';
import { ListPane } from './ListPane.tsx';
import { neighbourOf, nextAfter } from './list-pages.ts';
import { NothingSelected } from './NothingSelected.tsx';
import { useConversationList } from './use-conversation-list.ts';
import { useHold } from './use-hold.ts';
import {
  canSortByWaiting,
  filtersFrom,
  queryOfView,
  searchOf,
  viewFrom,
  type ListFilters,
} from './views.ts';

const loadPane = async () => ({
  default: (await import('../conversation/ConversationPane.tsx')).ConversationPane,
});
const ConversationPane = lazy(loadPane);

/** List, thread and context panel; on a phone one of them. What is selected and filtered is in the URL. */
export function InboxPage() {
  const { t } = useTranslation('inbox');
  const params = useParams();
  const view = viewFrom(params['view']);
  const selectedId = params['conversationId'];
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const filters = useMemo(() => filtersFrom(search), [search]);
  const query = useMemo(() => {
    const asked = queryOfView(view, filters);
    return canSortByWaiting(view) ? asked : { ...asked, sort: 'newest' as const };
  }, [view, filters]);
  const [isHeld, setHeld] = useHold();
  const list = useConversationList(query, isHeld);
  usePageTitle(t(`view.${view}`));
  useEffect(() => void loadPane(), []);

  const linkTo = (conversationId?: string) =>
    `/inbox/${view}${conversationId ? `/${conversationId}` : ''}${searchOf(filters)}`;
  const go = (conversationId?: string) => void navigate(linkTo(conversationId));

  return (
    <div className={classes.frame} data-selected={selectedId ? true : undefined}>
      {isPhone && selectedId ? null : (
        <ListPane
          list={list}
          view={view}
          filters={filters}
          selectedId={selectedId}
          linkTo={linkTo}
          onFilter={(next: ListFilters) =>
            void navigate(`/inbox/${view}${selectedId ? `/${selectedId}` : ''}${searchOf(next)}`)
          }
          onHold={setHeld}
          onStep={(step) => {
            const neighbour = neighbourOf(list.rows, selectedId, step);
            if (neighbour) go(neighbour.id);
          }}
        />
      )}
      {selectedId ? (
        <Suspense fallback={<PageLoader />}>
          <ConversationPane
            key={selectedId}
            conversationId={selectedId}
            backTo={linkTo()}
            onDone={() => go(nextAfter(list.rows, selectedId)?.id)}
          />
        </Suspense>
      ) : null}
      {selectedId || isPhone ? null : <NothingSelected hasRows={list.rows.length > 0} />}
    </div>
  );
}
