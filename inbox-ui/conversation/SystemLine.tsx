import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { TimeText } from '../components/TimeText.tsx';
import classes from './MessageItem.module.css';

/** What happened to the conversation, between the messages. */
export function SystemLine({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const payload = Array.isArray(message.payload) ? null : message.payload;
  const event = typeof payload?.['event'] === 'string' ? payload['event'] : 'unknown';
  return (
    <p id={`m-${message.id}`} data-message={message.id} className={classes.system}>
      {t(`system.${event}`, { defaultValue: message.text ?? t('system.unknown') })} ·{' '}
      <TimeText at={message.sentAt} />
    </p>
  );
}
