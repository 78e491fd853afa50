import { Button } from '@mantine/core';
import { IconAlertTriangle, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { canRetry, partsOf, wordFor } from './delivery-state.ts';
import classes from './Delivery.module.css';
import { DeliveryWait } from './DeliveryWait.tsx';
import { FailureReason } from './FailureReason.tsx';
import { useThreadContext } from './thread-context.ts';
import { useRetry } from './use-retry.ts';

/** Why a message failed or waits, what to do about it, and how to try again or take it back. */
export function DeliveryProblem({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const { delivery } = message;
  const retry = useRetry(message);
  const { onTemplate } = useThreadContext();
  if (!delivery || message.isNote) return null;
  if (!canRetry(delivery)) return <DeliveryWait message={message} />;
  const isUnknown = wordFor(delivery) === 'unknown';
  const Icon = isUnknown ? IconHelpCircle : IconAlertTriangle;
  const parts = partsOf(delivery);
  // The same text is refused again, unless the person has written since.
  const offersTemplate = onTemplate !== null && delivery.failure?.code === 'window_closed';
  return (
    <div className={classes.problem} role="group" aria-label={t(`delivery.${wordFor(delivery)}`)}>
      <span className={classes.state}>
        <Icon size={16} stroke={2} aria-hidden />
        {t(`delivery.${wordFor(delivery)}`)}
        {parts ? ` (${t('delivery.parts', parts)})` : null}
      </span>
      {delivery.failure ? <FailureReason failure={delivery.failure} hasNext={!isUnknown} /> : null}
      {isUnknown ? <p className={classes.reason}>{t('delivery.unknownHint')}</p> : null}
      {offersTemplate ? (
        <Button size="compact-sm" variant="default" onClick={onTemplate}>
          {t('template.choose')}
        </Button>
      ) : null}
      <Button
        size="compact-sm"
        variant={offersTemplate ? 'subtle' : 'default'}
        loading={retry.isPending}
        onClick={() => retry.mutate()}
      >
        {t(isUnknown ? 'delivery.retryUnknown' : 'delivery.retry')}
      </Button>
    </div>
  );
}
