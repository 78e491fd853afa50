import { IconAlertTriangle, IconAt, IconClockPause, IconUrgent } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { languageName } from '../contact/language-names.ts';
import { useSnoozeWords } from '../conversation/use-snooze-words.ts';
import { RowLabels } from '../triage/RowLabels.tsx';
import { isLargeScript } from '../conversation/script.ts';
import { useDraftMark } from '../writing/use-draft-marks.ts';
import { ContactAvatar } from './ContactAvatar.tsx';
import classes from './ConversationRow.module.css';
import { initialsOf } from './list-pages.ts';
import { isSendFailed, senderOf } from './preview.ts';
import { ReplyWindowMark } from './ReplyWindowMark.tsx';
import { TopicIcon } from './TopicIcon.tsx';

type Props = { conversation: Conversation; to: string; isSelected: boolean };

/** One conversation in 64 px and two lines. */
export const ConversationRow = memo(function ConversationRow({
  conversation,
  to,
  isSelected,
}: Props) {
  const { t } = useTranslation('inbox');
  const { contact, lastMessage, unreadCount } = conversation;
  return (
    <Link
      to={to}
      className={classes.row}
      aria-current={isSelected ? 'true' : undefined}
      data-unread={unreadCount > 0 || undefined}
      data-conversation={conversation.id}
    >
      <ContactAvatar name={contact.displayName} messenger={conversation.messenger} />
      <span className={classes.lines}>
        <span className={classes.line}>
          <bdi className={classes.name}>{contact.displayName}</bdi>
          <Language language={contact.language} />
          <RowLabels labels={conversation.labels} />
          {lastMessage ? <RelativeTime at={lastMessage.at} className={classes.time} /> : null}
        </span>
        <span className={classes.line}>
          <Preview conversation={conversation} />
          <Marks conversation={conversation} />
          {unreadCount > 0 ? (
            <span className={classes.badge}>
              <span aria-hidden>{unreadCount > 99 ? '99+' : unreadCount}</span>
              <span className={classes.hidden}>{t('row.unread', { count: unreadCount })}</span>
            </span>
          ) : null}
        </span>
      </span>
    </Link>
  );
});

function Language({ language }: { language: string | null }) {
  const { i18n } = useTranslation();
  if (!language) return null;
  const name = languageName(language, i18n.language);
  return (
    <abbr className={classes.language} title={name} aria-label={name}>
      {language.split('-', 1)[0]}
    </abbr>
  );
}

function Preview({ conversation: { id, lastMessage, contact } }: { conversation: Conversation }) {
  const { t } = useTranslation(['inbox', 'conversation', 'writing']);
  const draft = useDraftMark(id);
  if (!lastMessage) return <span className={classes.preview}>{t('row.noMessage')}</span>;
  const sender = senderOf(lastMessage);
  const text = lastMessage.preview ?? t(`conversation:kind.${lastMessage.kind}`);
  const isLarge =
    lastMessage.preview !== null && isLargeScript(lastMessage.preview, contact.language);
  return (
    <>
      {draft ? <span className={classes.draft}>{t(`writing:draft.${draft}`)}</span> : null}
      {sender && !draft ? (
        <span className={classes.sender}>{t(`row.sender.${sender}`)}</span>
      ) : null}
      <span className={classes.preview} dir="auto" data-large={isLarge || undefined}>
        {text}
      </span>
    </>
  );
}

function Marks({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox');
  const { alerts, assignee, lastMessage, messenger, replyWindowUntil, snoozedUntil, topic } =
    conversation;
  const snoozed = useSnoozeWords(snoozedUntil);
  const isCrisis = alerts.some(({ acknowledgedBy }) => acknowledgedBy === null);
  const isWaiting = conversation.status === 'open';
  return (
    <span className={classes.marks}>
      {isCrisis ? (
        <IconUrgent
          className={classes.danger}
          size={16}
          role="img"
          aria-label={t('row.crisis')}
          title={t('row.crisis')}
        />
      ) : null}
      {conversation.hasUnreadMention ? (
        <IconAt
          className={classes.mention}
          size={16}
          role="img"
          aria-label={t('row.mention')}
          title={t('row.mention')}
        />
      ) : null}
      {isSendFailed(lastMessage) ? (
        <IconAlertTriangle
          className={classes.danger}
          size={16}
          role="img"
          aria-label={t('row.failed')}
          title={t('row.failed')}
        />
      ) : null}
      {messenger === 'whatsapp' && isWaiting ? <ReplyWindowMark until={replyWindowUntil} /> : null}
      {snoozed ? (
        <IconClockPause
          size={16}
          stroke={1.75}
          role="img"
          aria-label={snoozed.long}
          title={snoozed.long}
        />
      ) : null}
      {topic ? <TopicIcon topic={topic} /> : null}
      {assignee ? (
        <span
          className={classes.assignee}
          role="img"
          aria-label={t('row.assignee', { name: assignee.displayName })}
          title={assignee.displayName}
        >
          {initialsOf(assignee.displayName)}
        </span>
      ) : null}
    </span>
  );
}
