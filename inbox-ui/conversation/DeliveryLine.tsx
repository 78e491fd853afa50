import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
  IconSend2,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { canRetry, partsOf, wordFor } from './delivery-state.ts';
import classes from './DeliveryLine.module.css';
import { useRetry } from './use-retry.ts';

const icons = {
  queued: IconClock,
  sending: IconSend2,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertTriangle,
  unknown: IconHelpCircle,
  canceled: IconX,
};

/** How far a message got, in words; why it failed, in the provider's words, and how to try again. */
export function DeliveryLine({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const { delivery } = message;
  const retry = useRetry(message);
  if (!delivery || message.isNote) return null;
  const word = wordFor(delivery);
  const Icon = icons[word];
  const parts = partsOf(delivery);
  return (
    <div className={classes.delivery} data-state={word}>
      <span className={classes.state}>
        <Icon size={15} stroke={2} aria-hidden />
        {t(`delivery.${word}`)}
        {parts ? ` (${t('delivery.parts', parts)})` : null}
      </span>
      {delivery.failure ? <Reason failure={delivery.failure} /> : null}
      {word === 'unknown' ? <p className={classes.reason}>{t('delivery.unknownHint')}</p> : null}
      {canRetry(delivery) ? (
        <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t(word === 'unknown' ? 'delivery.retryUnknown' : 'delivery.retry')}
        </Button>
      ) : null}
    </div>
  );
}

function Reason({ failure }: { failure: { code: string; text: string; providerCode: string | null } }) {
  const { t } = useTranslation('conversation');
  const known = t(`failure.${failure.code}`, { defaultValue: '' });
  return (
    <p className={classes.reason}>
      {known ? `${known} ` : null}
      <span className={classes.provider}>
        <bdi>{failure.text}</bdi>
        {failure.providerCode ? <bdi dir="ltr"> ({failure.providerCode})</bdi> : null}
      </span>
    </p>
  );
}
