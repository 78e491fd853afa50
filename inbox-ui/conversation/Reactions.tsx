import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message, Reaction } from '../../gateway/contract/message.ts';
import classes from './MessageItem.module.css';
import { useThreadContext } from './thread-context.ts';

/** A reaction is often the only answer somebody gives. One of ours shows whether the messenger has it. */
export function Reactions({ messages }: { messages: readonly Message[] }) {
  const { t } = useTranslation('conversation');
  const reactions = messages.flatMap((message) =>
    message.reactions.map((reaction) => ({ reaction, messageId: message.id })),
  );
  if (reactions.length === 0) return null;
  return (
    <ul className={classes.reactions} aria-label={t('reaction.label')}>
      {reactions.map(({ reaction, messageId }) => (
        <OneReaction key={messageId + reaction.author + reaction.emoji} reaction={reaction} />
      ))}
    </ul>
  );
}

function OneReaction({ reaction: { emoji, author, status, failureCode } }: { reaction: Reaction }) {
  const { t } = useTranslation('conversation');
  const { contactName } = useThreadContext();
  const name = author === 'contact' ? contactName : t('author.us');
  const reason = failureCode ? t(`failure.${failureCode}`, { defaultValue: '' }) : '';
  const problem = status === 'failed' ? `${t('reaction.failed')} ${reason}`.trim() : null;
  return (
    <li
      className={classes.reaction}
      data-status={author === 'counselor' ? status : undefined}
      title={problem ?? name}
    >
      <span role="img" aria-label={t('reaction.by', { emoji, name })}>
        {emoji}
      </span>
      {problem ? <IconAlertTriangle size={14} stroke={2} aria-label={problem} /> : null}
    </li>
  );
}
