import { useClipboard } from '@mantine/hooks';
import { IconArrowBackUp, IconCheck, IconCopy, IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Message } from '../../gateway/contract/message.ts';
import { useSession } from '../session.tsx';
import classes from './MessageItem.module.css';
import { MessageLanguage } from './MessageLanguage.tsx';
import { ReactionPicker } from './ReactionPicker.tsx';
import { useThreadContext } from './thread-context.ts';

/** Plain buttons: 300 messages are in the document, and each of them has these. */
export function MessageActions({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const { can } = useSession();
  const { channelId, canQuote, canReact, onQuote } = useThreadContext();
  const mayQuote = canQuote && !message.isNote && !message.deletedAt && message.externalId !== null;
  const mayReact = canReact && mayBeReactedTo(message);
  const mayTrace = !message.isNote && can('channel.manage');
  const copyable = message.deletedAt ? null : message.text;
  const hasLanguage = message.author === 'contact' && copyable && can('conversation.write');
  if (!mayQuote && !copyable && !mayReact && !mayTrace) return null;
  return (
    <div className={classes.actions}>
      {mayReact ? <ReactionPicker message={message} /> : null}
      {mayQuote ? (
        <button
          type="button"
          className={classes.action}
          aria-label={t('message.quote')}
          title={t('message.quote')}
          onClick={() => onQuote(message)}
        >
          <IconArrowBackUp className="mirrored" size={17} stroke={1.75} aria-hidden />
        </button>
      ) : null}
      {copyable ? <Copy text={copyable} /> : null}
      {hasLanguage ? <MessageLanguage message={message} /> : null}
      {mayTrace ? (
        <Link
          to={`/settings/channels/${channelId}/log?messageId=${message.id}`}
          className={classes.action}
          aria-label={t('message.log')}
          title={t('message.log')}
        >
          <IconListDetails size={17} stroke={1.75} aria-hidden />
        </Link>
      ) : null}
    </div>
  );
}

function Copy({ text }: { text: string }) {
  const { t } = useTranslation('conversation');
  const { copied, copy } = useClipboard({ timeout: 1000 });
  return (
    <button
      type="button"
      className={classes.action}
      aria-label={copied ? t('message.copied') : t('message.copy')}
      title={t('message.copy')}
      onClick={() => copy(text)}
    >
      {copied ? (
        <IconCheck size={17} aria-hidden />
      ) : (
        <IconCopy size={17} stroke={1.75} aria-hidden />
      )}
    </button>
  );
}

function mayBeReactedTo({ direction, isNote, deletedAt, externalId }: Message): boolean {
  return direction === 'inbound' && !isNote && !deletedAt && externalId !== null;
}
