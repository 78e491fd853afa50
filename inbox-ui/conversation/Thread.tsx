import { Button, VisuallyHidden } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { Fragment, memo, useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { Activities } from './Activities.tsx';
import { Beginning } from './Beginning.tsx';
import { DayLine } from './DayLine.tsx';
import { MessageItem } from './MessageItem.tsx';
import { newsSince } from './news.ts';
import type { Pending } from './outbox.ts';
import { PendingItem } from './PendingItem.tsx';
import classes from './Thread.module.css';
import { KnownMessages, useThreadContext } from './thread-context.ts';
import { headsOf, joinAlbums, type ThreadItem } from './thread-albums.ts';
import { entriesOf } from './thread-entries.ts';
import { useActivities } from './use-activities.ts';
import { useAnnouncement } from './use-announcement.ts';
import { useJump, type Jump } from './use-jump.ts';
import { useNewBelow } from './use-new-below.ts';
import type { useThread } from './use-thread.ts';
import { useThreadScroll } from './use-thread-scroll.ts';
import { useThreadWindow } from './use-thread-window.ts';

type Props = {
  conversationId: string;
  thread: ReturnType<typeof useThread>;
  pending: Pending[];
  firstUnreadId: string | null;
  jump: Jump | null;
  onRetryPending: (clientMessageId: string, isForced: boolean) => void;
  onDiscardPending: (pending: Pending) => void;
};

const nothing: readonly Message[] = [];

/** The messages, newest at the bottom; what is being read stays where it is. */
export const Thread = memo(function Thread(props: Props) {
  const { thread, pending, firstUnreadId, jump } = props;
  const { messages, hasOlderFailed, loadOlder } = thread;
  const { t } = useTranslation('conversation');
  const { contactName } = useThreadContext();
  const { window, isEndShown, setReadingNewest, older, newer, newest, around } =
    useThreadWindow(messages);
  const isNewestShown = isEndShown && !thread.hasNewer;
  const { scroller, content, onScroll, isAtEnd, stayAtEnd, bringIntoView } = useThreadScroll({
    isNewestShown,
    onNearStart: () => {
      if (window.start > 0) older();
      else if (!hasOlderFailed) void loadOlder();
    },
    onNearEnd: isEndShown ? thread.loadNewer : newer,
  });
  useEffect(() => setReadingNewest(isAtEnd), [setReadingNewest, isAtEnd]);

  const shown = useMemo(
    () => joinAlbums(entriesOf(messages.slice(window.start, window.end), firstUnreadId)),
    [messages, firstUnreadId, window.start, window.end],
  );
  const activities = useActivities(props.conversationId, messages, thread.hasOlder);
  const newBelow = useNewBelow(thread.newest, isAtEnd);
  const announcement = useAnnouncement(thread.newest);
  const { toNewest } = thread;
  const goToNewest = useCallback(() => {
    toNewest();
    newest();
    stayAtEnd();
  }, [toNewest, newest, stayAtEnd]);
  const newestPendingId = pending.at(-1)?.clientMessageId;
  useEffect(() => {
    if (newestPendingId) goToNewest();
  }, [newestPendingId, goToNewest]);
  useJump({ jump: useHeadOf(jump, shown), messages, loadOlder, around, bringIntoView });

  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="log"
        aria-live="off"
        aria-label={t('thread.label', { name: contactName })}
        tabIndex={0}
        onScroll={onScroll}
      >
        <div ref={content} className={classes.content}>
          <Beginning
            hasOlder={thread.hasOlder || window.start > 0}
            isLoading={thread.isLoadingOlder}
            hasFailed={hasOlderFailed}
            onRetry={() => void loadOlder()}
          />
          <KnownMessages value={messages}>
            {window.start === 0 ? <Activities lines={activities.first} /> : null}
            {shown.map(({ message, others, day, isFirstUnread, isContinued }) => (
              <Fragment key={message.id}>
                {day ? <DayLine day={day} /> : null}
                {isFirstUnread ? <div className={classes.unread}>{t('thread.unread')}</div> : null}
                <MessageItem message={message} others={others} isContinued={isContinued} />
                {[message, ...others].map(({ id }) =>
                  activities.behind.has(id) ? (
                    <Activities key={id} lines={activities.behind.get(id)} />
                  ) : null,
                )}
              </Fragment>
            ))}
          </KnownMessages>
          {isNewestShown
            ? pending.map((item) => (
                <PendingItem
                  key={item.clientMessageId}
                  pending={item}
                  news={
                    item.state === 'stale'
                      ? newsSince(thread.newest, item.lastSeenMessageId, item.counselorId)
                      : nothing
                  }
                  onRetry={(isForced) => props.onRetryPending(item.clientMessageId, isForced)}
                  onDiscard={() => props.onDiscardPending(item)}
                />
              ))
            : null}
        </div>
      </div>
      {isAtEnd && isNewestShown ? null : (
        <Button
          className={classes.toLatest}
          size="compact-md"
          radius="xl"
          variant={newBelow > 0 ? 'filled' : 'default'}
          leftSection={<IconArrowDown size={16} aria-hidden />}
          onClick={goToNewest}
        >
          {newBelow > 0 ? t('thread.newBelow', { count: newBelow }) : t('thread.toLatest')}
        </Button>
      )}
      <VisuallyHidden role="status" aria-live="polite">
        {announcement ? t('thread.announce', announcement) : ''}
      </VisuallyHidden>
    </div>
  );
});

/** Within an album the first message stands for all. */
function useHeadOf(jump: Jump | null, shown: readonly ThreadItem[]): Jump | null {
  const headId = useMemo(
    () => jump && (headsOf(shown).get(jump.messageId) ?? jump.messageId),
    [jump, shown],
  );
  const turn = jump?.turn ?? 0;
  return useMemo(() => (headId ? { messageId: headId, turn } : null), [headId, turn]);
}
