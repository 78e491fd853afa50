import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useStable } from '../components/use-stable.ts';
import classes from './ConversationList.module.css';
import { ConversationRow } from './ConversationRow.tsx';
import { RowCheckbox } from '../triage/RowCheckbox.tsx';
import { useRowGestures } from '../triage/use-row-gestures.ts';
import type { RowSelection } from '../triage/use-selection.ts';
import { keepOffset, keptOffset } from './kept-offsets.ts';
import { ListSkeleton } from './ListSkeleton.tsx';
import { ListEmpty } from './ListEmpty.tsx';
import { useListScroller } from './use-list-scroller.ts';
import type { useConversationList } from './use-conversation-list.ts';
import type { ViewKey } from './views.ts';

type Props = {
  /** Its scroll position is kept under this name. */
  name: string;
  list: ReturnType<typeof useConversationList>;
  selection: RowSelection;
  view: ViewKey;
  isFiltered: boolean;
  selectedId: string | undefined;
  linkTo: (conversationId?: string) => string;
  onHold: (isHeld: boolean) => void;
  /** A row's link was followed. */
  onPress: (conversationId: string) => void;
  onStep: (step: 1 | -1) => void;
};

const rowHeight = 64;

export function ConversationList({
  name,
  list,
  selection,
  view,
  isFiltered,
  selectedId,
  linkTo,
  onHold,
  onPress,
  onStep,
}: Props) {
  const { t } = useTranslation('inbox');
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, hasNextPage, isFetching, isFetchingNextPage, fetchNextPage } = list;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    initialOffset: () => keptOffset(name),
  });
  const shownFor = useRef<string | undefined>(undefined);
  const gestures = useRowGestures(selection, (id) => {
    // What one points at stays where it is.
    shownFor.current = id;
    onPress(id);
  });
  const onToggle = useStable(selection.toggle);
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? -1;

  useEffect(() => {
    if (lastIndex >= rows.length - 10 && hasNextPage && !isFetching) void fetchNextPage();
  }, [lastIndex, rows.length, hasNextPage, isFetching, fetchNextPage]);

  useKeepInView(selectedId, shownFor, rows, virtualizer);
  useListScroller(scroller, { onHold, onStep }, rows.length > 0);

  if (list.isPending) return <ListSkeleton />;
  if (list.isError && rows.length === 0)
    return <ErrorNote error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0) return <ListEmpty view={view} isFiltered={isFiltered} clearTo={linkTo} />;

  return (
    <div className={classes.frame}>
      {list.news > 0 ? (
        <Button
          className={classes.news}
          size="compact-sm"
          radius="xl"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={() => {
            virtualizer.scrollToOffset(0);
            list.refresh();
          }}
        >
          {t('list.news', { count: list.news })}
        </Button>
      ) : null}
      <div
        ref={scroller}
        className={classes.scroller}
        role="list"
        aria-label={t('list.label')}
        data-selecting={selection.rows.length > 0 || undefined}
        onScroll={({ currentTarget }) => keepOffset(name, currentTarget.scrollTop)}
        {...gestures}
      >
        <div className={classes.canvas} style={{ blockSize: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div
                key={row.id}
                role="listitem"
                aria-posinset={item.index + 1}
                aria-setsize={hasNextPage ? -1 : rows.length}
                className={classes.item}
                data-chosen={selection.has(row.id) || undefined}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <ConversationRow
                  conversation={row}
                  to={linkTo(row.id)}
                  isSelected={row.id === selectedId}
                />
                <RowCheckbox
                  id={row.id}
                  name={row.contact.displayName}
                  isChosen={selection.has(row.id)}
                  onToggle={onToggle}
                />
              </div>
            );
          })}
        </div>
        {isFetchingNextPage ? <ListSkeleton count={2} /> : null}
      </div>
    </div>
  );
}

type Virtualizer = { scrollToIndex: (index: number, options: { align: 'auto' }) => void };

/** Brings the selected row into view when another one was selected, by keyboard or by a link. */
function useKeepInView(
  selectedId: string | undefined,
  shownFor: RefObject<string | undefined>,
  rows: { id: string }[],
  virtualizer: Virtualizer,
) {
  useEffect(() => {
    if (shownFor.current === selectedId) return;
    const index = rows.findIndex((row) => row.id === selectedId);
    if (index === -1) return;
    shownFor.current = selectedId;
    virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [selectedId, shownFor, rows, virtualizer]);
}
