import { useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { later } from '../components/later.tsx';
import { PageLoader } from '../components/PageLoader.tsx';
import { useIsPhone } from '../components/use-is-phone.ts';
import { useStable } from '../components/use-stable.ts';
import { usePageTitle } from '../components/use-page-title.ts';
import classes from './InboxPage.module.css';
import { ListPane } from './ListPane.tsx';
import { neighbourOf, nextAfter } from './list-pages.ts';
import { NothingSelected } from './NothingSelected.tsx';
import { useConversationList } from './use-conversation-list.ts';
import { useHold } from './use-hold.ts';
import { useListPlace } from './use-list-place.ts';
import { queryOfView } from './views.ts';

const ConversationPane = later(
  async () => (await import('../conversation/ConversationPane.tsx')).ConversationPane,
  <PageLoader />,
);

/** List, thread and context panel; on a phone one of them. What is selected and filtered is in the URL. */
export function InboxPage() {
  const selectedId = useParams()['conversationId'];
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const place = useListPlace();
  const { view, filters } = place;
  const query = useMemo(() => queryOfView(view, filters), [view, filters]);
  const [isHeld, setHeld] = useHold();
  const list = useConversationList(query, isHeld);
  usePageTitle(place.title);
  useEffect(() => ConversationPane.preload(), []);

  /** Among mentions, a conversation opens at the note that names this person. */
  const linkTo = (conversationId?: string) => {
    const link = place.linkTo(conversationId);
    if (view !== 'mentions' || !conversationId) return link;
    const noteId = list.rows.find(({ id }) => id === conversationId)?.lastMentionId;
    return noteId ? `${link}#m-${noteId}` : link;
  };
  const [markedId, setMarked] = useMarked(selectedId);
  const go = (conversationId?: string) => {
    if (conversationId) setMarked(conversationId);
    void navigate(linkTo(conversationId));
  };
  const goOn = useStable(() => {
    if (selectedId) go(nextAfter(list.rows, selectedId)?.id);
  });

  return (
    <div className={classes.frame} data-selected={selectedId ? true : undefined}>
      {isPhone && selectedId ? null : (
        <ListPane
          list={list}
          place={place}
          selectedId={markedId}
          linkTo={linkTo}
          onHold={setHeld}
          onPress={setMarked}
          onStep={(step) => {
            const neighbour = neighbourOf(list.rows, markedId, step);
            if (neighbour) go(neighbour.id);
          }}
        />
      )}
      {selectedId ? (
        <ConversationPane
          key={selectedId}
          conversationId={selectedId}
          backTo={linkTo()}
          onDone={goOn}
        />
      ) : null}
      {selectedId || isPhone ? null : <NothingSelected hasRows={list.rows.length > 0} />}
    </div>
  );
}

/** The row that was just chosen is marked at once; its thread takes a moment longer. */
function useMarked(selectedId: string | undefined) {
  const [pressedId, setPressed] = useState<string>();
  const { pathname } = useLocation();
  useEffect(() => {
    setPressed(undefined);
    // Whoever goes back before the thread is there has never left.
    const forget = () => setPressed(undefined);
    window.addEventListener('popstate', forget);
    return () => window.removeEventListener('popstate', forget);
  }, [pathname]);
  return [pressedId ?? selectedId, setPressed] as const;
}
