import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../gateway/contract/message.ts';
import classes from './Delivery.module.css';

type Props = { failure: NonNullable<Delivery['failure']>; hasNext: boolean };

/** What happened, as exactly as the provider's code tells it, and what to do next; the provider's own words below. */
export function FailureReason({ failure: { code, providerCode, text }, hasNext }: Props) {
  const { t } = useTranslation('conversation');
  const byClass = t(`failure.${code}`, { defaultValue: '' });
  const exact = providerCode ? t(`failureOf.${providerCode}`, { defaultValue: byClass }) : byClass;
  const next = hasNext ? t(`failureNext.${code}`, { defaultValue: '' }) : '';
  return (
    <>
      {exact || next ? <p className={classes.reason}>{`${exact} ${next}`.trim()}</p> : null}
      {text || providerCode ? (
        <p className={classes.provider}>
          <bdi>{text}</bdi>
          {providerCode ? <bdi dir="ltr"> ({providerCode})</bdi> : null}
        </p>
      ) : null}
    </>
  );
}
