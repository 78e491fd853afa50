import { Button } from '@mantine/core';
import { IconClockExclamation, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { useNow } from '../components/use-now.ts';
import { duration } from '../inbox/duration.ts';
import classes from './Delivery.module.css';
import { waitOf } from './delivery-state.ts';
import { FailureReason } from './FailureReason.tsx';
import { useCancel } from './use-cancel.ts';

/** Only a person can mend these: the counselor has to tell somebody. */
const needsHelp = new Set(['account_restricted', 'credentials_failed', 'sender_rejected']);

/** A message that waits: since when and why, that it leaves by itself, and the way to take it back. */
export function DeliveryWait({ message }: { message: Message }) {
  const { t, i18n } = useTranslation('conversation');
  const wait = waitOf(message, useNow());
  const cancel = useCancel(message);
  if (!wait) return null;
  const failure = message.delivery?.failure;
  const Icon = wait.isLong ? IconClockExclamation : IconInfoCircle;
  const length = duration(wait.lengthMs, i18n.language);
  return (
    <div
      className={classes.waiting}
      data-long={wait.isLong || undefined}
      role="group"
      aria-label={t('delivery.queued')}
    >
      <span className={classes.state}>
        <Icon size={16} stroke={2} aria-hidden />
        {t('delivery.waiting', { duration: length })}
      </span>
      {failure ? <FailureReason failure={failure} hasNext={needsHelp.has(failure.code)} /> : null}
      <p className={classes.reason}>{t('delivery.waitsByItself')}</p>
      <Button
        size="compact-sm"
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {t('delivery.cancel')}
      </Button>
    </div>
  );
}
