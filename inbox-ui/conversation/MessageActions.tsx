import { ActionIcon, CopyButton } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconCopy, IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Message } from '../../gateway/contract/message.ts';
import { useSession } from '../session.tsx';
import classes from './MessageItem.module.css';
import { ReactionPicker } from './ReactionPicker.tsx';
import { useThreadContext } from './thread-context.ts';

export function MessageActions({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const { can } = useSession();
  const { channelId, canQuote, canReact, onQuote } = useThreadContext();
  const mayQuote = canQuote && !message.isNote && !message.deletedAt && message.externalId !== null;
  const mayCopy = Boolean(message.text) && !message.deletedAt;
  const mayReact =
    canReact &&
    message.direction === 'inbound' &&
    !message.isNote &&
    !message.deletedAt &&
    message.externalId !== null;
  const mayTrace = !message.isNote && can('channel.manage');
  if (!mayQuote && !mayCopy && !mayReact && !mayTrace) return null;
  return (
    <div className={classes.actions}>
      {mayReact ? <ReactionPicker message={message} /> : null}
      {mayQuote ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('message.quote')}
          title={t('message.quote')}
          onClick={() => onQuote(message)}
        >
          <IconArrowBackUp className="mirrored" size={17} stroke={1.75} aria-hidden />
        </ActionIcon>
      ) : null}
      {mayCopy ? (
        <CopyButton value={message.text ?? ''}>
          {({ copied, copy }) => (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={copied ? t('message.copied') : t('message.copy')}
              title={t('message.copy')}
              onClick={copy}
            >
              {copied ? (
                <IconCheck size={17} aria-hidden />
              ) : (
                <IconCopy size={17} stroke={1.75} aria-hidden />
              )}
            </ActionIcon>
          )}
        </CopyButton>
      ) : null}
      {mayTrace ? (
        <ActionIcon
          component={Link}
          to={`/settings/channels/${channelId}/log?messageId=${message.id}`}
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('message.log')}
          title={t('message.log')}
        >
          <IconListDetails size={17} stroke={1.75} aria-hidden />
        </ActionIcon>
      ) : null}
    </div>
  );
}
