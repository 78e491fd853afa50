import { ActionIcon, CopyButton } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import classes from './MessageItem.module.css';
import { useThreadContext } from './thread-context.ts';

export function MessageActions({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const { canQuote, onQuote } = useThreadContext();
  const mayQuote = canQuote && !message.isNote && !message.deletedAt && message.externalId !== null;
  const mayCopy = Boolean(message.text) && !message.deletedAt;
  if (!mayQuote && !mayCopy) return null;
  return (
    <div className={classes.actions}>
      {mayQuote ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('message.quote')}
          title={t('message.quote')}
          onClick={() => onQuote(message)}
        >
          <IconArrowBackUp size={17} stroke={1.75} aria-hidden />
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
    </div>
  );
}
