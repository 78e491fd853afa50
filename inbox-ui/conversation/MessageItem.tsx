import { IconClockExclamation, IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { TimeText } from '../components/TimeText.tsx';
import { directionOf } from '../i18n.ts';
import { Attachments } from './Attachments.tsx';
import { DeliveryMark } from './DeliveryMark.tsx';
import { DeliveryProblem } from './DeliveryProblem.tsx';
import { MessageActions } from './MessageActions.tsx';
import classes from './MessageItem.module.css';
import { MessageText } from './MessageText.tsx';
import { PayloadView } from './PayloadView.tsx';
import { Quote } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';
import { isLargeScript } from './script.ts';
import { SystemLine } from './SystemLine.tsx';
import { useThreadContext } from './thread-context.ts';

type Props = { message: Message; isContinued: boolean };

export const MessageItem = memo(function MessageItem({ message, isContinued }: Props) {
  const { t } = useTranslation('conversation');
  const { authorOf } = useThreadContext();
  if (message.kind === 'system') return <SystemLine message={message} />;
  const side = message.isNote ? 'note' : message.direction === 'inbound' ? 'in' : 'out';
  const author = authorOf(message);
  return (
    <article
      id={`m-${message.id}`}
      data-message={message.id}
      data-side={side}
      data-continued={isContinued || undefined}
      className={classes.item}
      aria-label={t(message.isNote ? 'message.labelNote' : 'message.label', { author })}
    >
      <div className={classes.bubble}>
        {isContinued || side === 'in' ? null : (
          <div className={classes.author}>
            {message.isNote ? <IconLock size={14} stroke={2} aria-hidden /> : null}
            <bdi>{author}</bdi>
            {message.isNote ? <span className={classes.tag}>{t('message.note')}</span> : null}
            {message.author === 'bot' ? (
              <span className={classes.tag}>{t('message.bot')}</span>
            ) : null}
          </div>
        )}
        <MessageContent message={message} />
        <footer className={classes.footer}>
          {message.isLate ? (
            <span className={classes.late} title={t('message.lateHint')}>
              <IconClockExclamation size={14} stroke={1.75} aria-hidden />
              {t('message.late')}
            </span>
          ) : null}
          {message.editedAt && !message.deletedAt ? <span>{t('message.edited')}</span> : null}
          <TimeText at={message.sentAt} />
          <DeliveryMark message={message} />
        </footer>
        <DeliveryProblem message={message} />
      </div>
      <Reactions message={message} />
      <MessageActions message={message} />
    </article>
  );
});

function MessageContent({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  if (message.deletedAt) return <p className={classes.deleted}>{t('message.deleted')}</p>;
  const isLarge = isLargeScript(message.text, message.language);
  return (
    <>
      <Quote message={message} />
      <Attachments attachments={message.attachments} />
      <PayloadView message={message} />
      {message.text ? (
        <p
          className={classes.text}
          dir={message.language && isLarge ? directionOf(message.language) : 'auto'}
          lang={message.language ?? undefined}
          data-large={isLarge || undefined}
        >
          <MessageText text={message.text} />
        </p>
      ) : null}
    </>
  );
}
