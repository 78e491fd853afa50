import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import classes from './MessageItem.module.css';
import { useThreadContext } from './thread-context.ts';

/** A reaction is often the only answer somebody gives. */
export function Reactions({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const { contactName } = useThreadContext();
  if (message.reactions.length === 0) return null;
  return (
    <ul className={classes.reactions} aria-label={t('reaction.label')}>
      {message.reactions.map(({ emoji, author }) => {
        const name = author === 'contact' ? contactName : t('author.us');
        return (
          <li key={`${author}${emoji}`} className={classes.reaction} title={name}>
            <span role="img" aria-label={t('reaction.by', { emoji, name })}>
              {emoji}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
