import { Button } from '@mantine/core';
import { IconAlertTriangle, IconHelpCircle, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { canRetry, partsOf, wordFor } from './delivery-state.ts';
import classes from './Delivery.module.css';
import { useRetry } from './use-retry.ts';

/** Why a message failed or waits, in the provider's words, too, and how to try again. */
export function DeliveryProblem({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const { delivery } = message;
  const retry = useRetry(message);
  if (!delivery || message.isNote) return null;
  if (!canRetry(delivery)) return delivery.failure ? <Waiting failure={delivery.failure} /> : null;
  const isUnknown = wordFor(delivery) === 'unknown';
  const Icon = isUnknown ? IconHelpCircle : IconAlertTriangle;
  const parts = partsOf(delivery);
  return (
    <div className={classes.problem} role="group" aria-label={t(`delivery.${wordFor(delivery)}`)}>
      <span className={classes.state}>
        <Icon size={16} stroke={2} aria-hidden />
        {t(`delivery.${wordFor(delivery)}`)}
        {parts ? ` (${t('delivery.parts', parts)})` : null}
      </span>
      {delivery.failure ? <Reason failure={delivery.failure} /> : null}
      {isUnknown ? <p className={classes.reason}>{t('delivery.unknownHint')}</p> : null}
      <Button
        size="compact-sm"
        variant="default"
        loading={retry.isPending}
        onClick={() => retry.mutate()}
      >
        {t(isUnknown ? 'delivery.retryUnknown' : 'delivery.retry')}
      </Button>
    </div>
  );
}

type Failure = { code: string; text: string; providerCode: string | null };

function Waiting({ failure }: { failure: Failure }) {
  return (
    <div className={classes.waiting}>
      <IconInfoCircle size={16} stroke={1.75} aria-hidden />
      <Reason failure={failure} />
    </div>
  );
}

function Reason({ failure }: { failure: Failure }) {
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
