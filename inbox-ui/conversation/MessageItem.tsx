import { IconClockExclamation, IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { TimeText } from '../components/TimeText.tsx';
import { directionOf } from '../i18n.ts';
import { Attachments } from './Attachments.tsx';
import { DeliveryMark } from './DeliveryMark.tsx';
import { DeliveryProblem } from './DeliveryProblem.tsx';
import { EditedMark } from './EditedMark.tsx';
import { MessageActions } from './MessageActions.tsx';
import classes from './MessageItem.module.css';
import { MessageText } from './MessageText.tsx';
import { OfferedReplies } from './OfferedReplies.tsx';
import { isEchoed } from './payload.ts';
import { PayloadView } from './PayloadView.tsx';
import { isAnswer, Quote } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';
import { isLargeScript } from './script.ts';
import { SystemLine } from './SystemLine.tsx';
import { templateOf } from './template-message.ts';
import { TemplateMessage } from './TemplateMessage.tsx';
import { useThreadContext } from './thread-context.ts';

/** `others` are of the same album and shown with it. */
type Props = { message: Message; others: readonly Message[]; isContinued: boolean };

export const MessageItem = memo(function MessageItem({ message, others, isContinued }: Props) {
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
            {isEchoed(message.payload) ? (
              <span className={classes.tag}>{t('message.echoed')}</span>
            ) : null}
          </div>
        )}
        <MessageContent message={message} others={others} />
        <footer className={classes.footer}>
          {message.isLate ? (
            <span className={classes.late} title={t('message.lateHint')}>
              <IconClockExclamation size={14} stroke={1.75} aria-hidden />
              {t('message.late')}
            </span>
          ) : null}
          {[message, ...others].map((one) =>
            one.editedAt && !one.deletedAt ? <EditedMark key={one.id} message={one} /> : null,
          )}
          <TimeText at={message.sentAt} />
          {message.delivery ? <DeliveryMark message={message} /> : null}
        </footer>
        {message.delivery ? <DeliveryProblem message={message} /> : null}
      </div>
      {[message, ...others].some(({ reactions }) => reactions.length > 0) ? (
        <Reactions messages={[message, ...others]} />
      ) : null}
      <MessageActions message={message} />
    </article>
  );
});

function MessageContent({ message, others }: Pick<Props, 'message' | 'others'>) {
  const { t } = useTranslation('conversation');
  if (message.deletedAt) return <p className={classes.deleted}>{t('message.deleted')}</p>;
  const album = [message, ...others];
  return (
    <>
      {isAnswer(message) ? <Quote message={message} /> : null}
      <Attachments attachments={album.flatMap(({ attachments }) => attachments)} />
      {message.kind !== 'text' || message.payload ? <PayloadView message={message} /> : null}
      {album.map((one) => (
        <Words key={one.id} message={one} />
      ))}
      {message.payload ? <OfferedReplies message={message} /> : null}
    </>
  );
}

function Words({ message }: { message: Message }) {
  const { text, language } = message;
  const template = templateOf(message);
  if (template) return <TemplateMessage template={template} />;
  if (!text) return null;
  const isLarge = isLargeScript(text, language);
  return (
    <p
      data-words={message.id}
      className={classes.text}
      dir={language && isLarge ? directionOf(language) : 'auto'}
      lang={language ?? undefined}
      data-large={isLarge || undefined}
    >
      <MessageText text={text} mentions={message.mentions} />
    </p>
  );
}
