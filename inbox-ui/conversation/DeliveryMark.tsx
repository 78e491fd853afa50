import { IconCheck, IconChecks, IconClock, IconSend2, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { canRetry, wordFor } from './delivery-state.ts';
import classes from './Delivery.module.css';

const icons = {
  queued: IconClock,
  sending: IconSend2,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  canceled: IconX,
};

/** How far a message got, in words and with a sign. What went wrong or makes it wait is said below the message instead. */
export function DeliveryMark({ message: { delivery, isNote } }: { message: Message }) {
  const { t } = useTranslation('conversation');
  if (!delivery || isNote || canRetry(delivery)) return null;
  if (delivery.status === 'queued' && delivery.failure) return null;
  const word = wordFor(delivery);
  const Icon = icons[word as keyof typeof icons];
  return (
    <span className={classes.state} data-state={word}>
      <Icon
        className={Icon === IconSend2 ? 'mirrored' : undefined}
        size={15}
        stroke={2}
        aria-hidden
      />
      {t(`delivery.${word}`)}
    </span>
  );
}
