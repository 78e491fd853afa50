import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClock, IconLock, IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import classes from './MessageItem.module.css';
import delivery from './Delivery.module.css';
import type { Pending } from './outbox.ts';
import { isLargeScript } from './script.ts';
import { useThreadContext } from './thread-context.ts';
import { useNewsText } from './use-news-text.ts';

type Props = {
  pending: Pending;
  /** What came since it was written, of one that is stale. */
  news: readonly Message[];
  onRetry: (isForced: boolean) => void;
  onDiscard: () => void;
};

/** What has been written and isn't confirmed yet; its text is never lost. */
export function PendingItem({ pending, news, onRetry, onDiscard }: Props) {
  const { t } = useTranslation(['conversation', 'together']);
  const { isNote, text, attachments, state } = pending;
  const isStuck = state === 'failed' || state === 'stale';
  const isHeldUp = state === 'waiting' && pending.problem !== null;
  return (
    <article
      className={classes.item}
      data-side={isNote ? 'note' : 'out'}
      data-pending={state}
      aria-label={t('pending.label')}
    >
      <div className={classes.bubble}>
        {isNote ? (
          <div className={classes.author}>
            <IconLock size={14} stroke={2} aria-hidden />
            {t('message.note')}
          </div>
        ) : null}
        {attachments.map(({ id, fileName, kind }) => (
          <div key={id} className={delivery.state}>
            <IconPaperclip size={15} stroke={1.75} aria-hidden />
            <bdi>{fileName ?? t(`kind.${kind}`)}</bdi>
          </div>
        ))}
        {text ? (
          <p
            className={classes.text}
            dir="auto"
            data-large={isLargeScript(text, null) || undefined}
          >
            {text}
          </p>
        ) : null}
        {isStuck ? (
          <Stuck pending={pending} news={news} onRetry={onRetry} onDiscard={onDiscard} />
        ) : (
          <footer className={classes.footer}>
            <span className={delivery.state}>
              <IconClock size={15} stroke={2} aria-hidden />
              {t(isHeldUp ? 'together:offline.waits' : 'delivery.sending')}
            </span>
          </footer>
        )}
      </div>
    </article>
  );
}

function Stuck({ pending, news, onRetry, onDiscard }: Props) {
  const { t } = useTranslation(['conversation', 'common', 'together']);
  const newsText = useNewsText(news);
  const { onJump } = useThreadContext();
  function lookFirst() {
    onDiscard();
    if (news[0]) onJump(news[0].id);
  }
  const isStale = pending.state === 'stale';
  const { template } = pending;
  const { code } = pending.problem ?? { code: 'internal_error' };
  return (
    <div className={delivery.problem} data-stale={isStale || undefined} role="alert">
      <span className={delivery.state}>
        <IconAlertTriangle size={15} stroke={2} aria-hidden />
        {t(isStale ? 'pending.stale' : 'pending.failed')}
      </span>
      <p className={delivery.reason}>{isStale ? newsText : t(`common:problem.${code}`)}</p>
      <div className={delivery.buttons}>
        <Button size="compact-sm" variant="default" onClick={() => onRetry(isStale)}>
          {t(isStale ? 'pending.sendAnyway' : 'pending.retry')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={isStale ? lookFirst : onDiscard}
        >
          {t(isStale ? 'together:stale.look' : template ? 'pending.editTemplate' : 'pending.edit')}
        </Button>
      </div>
    </div>
  );
}
