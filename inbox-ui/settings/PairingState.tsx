import { Loader } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Pairing } from '../../gateway/contract/pairing.ts';
import { RelativeTime } from '../components/RelativeTime.tsx';
import classes from './Pairing.module.css';

const icons = {
  unpaired: IconCircleDashed,
  starting: null,
  pairing: null,
  connected: IconCircleCheck,
  lost: IconPlugConnectedX,
  ended: IconAlertTriangle,
  disabled: IconCircleOff,
};

/** How the connection is, in a word and a sentence, never by colour alone. */
export function PairingState({ pairing }: { pairing: Pairing }) {
  const { t } = useTranslation('pairing');
  const { state, reason } = pairing;
  const Icon = icons[state];
  return (
    <div role="status">
      <p className={classes.state} data-state={state}>
        {Icon ? <Icon size={18} stroke={2} aria-hidden /> : <Loader size={16} aria-hidden />}
        <strong>{t(`state.${state}`)}</strong>
      </p>
      <p className={classes.words}>{t(`stateText.${state}`)}</p>
      {reason ? (
        <p className={classes.words}>
          {t(`reason.${reason}`, { defaultValue: t('otherReason', { reason }) })}
        </p>
      ) : null}
      {state === 'connected' || state === 'lost' ? (
        <p className={classes.facts}>
          {pairing.label ? (
            <span>
              {t('account')} <bdi dir="ltr">{pairing.label}</bdi>
            </span>
          ) : null}
          <span>
            {t('since')} <RelativeTime at={pairing.since} isAgo />
          </span>
        </p>
      ) : null}
    </div>
  );
}
