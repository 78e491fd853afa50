import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../gateway/contract/channel.ts';
import type { Pairing as PairingResource } from '../../gateway/contract/pairing.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { fullTime } from '../components/format-time.ts';
import { QueryView } from '../components/QueryView.tsx';
import classes from './Pairing.module.css';
import { PairingQr } from './PairingQr.tsx';
import { PairingStart } from './PairingStart.tsx';
import { PairingState } from './PairingState.tsx';
import { PairingSteps } from './PairingSteps.tsx';
import { usePairing, usePairingCommands } from './use-pairing.ts';

/** The connection of a channel that is paired with a phone: how it is, and everything that can be done about it. */
export function Pairing({ channel }: { channel: Channel }) {
  const pairing = usePairing(channel.id);
  return (
    <QueryView query={pairing}>
      {(data) => <PairingView channelId={channel.id} pairing={data} />}
    </QueryView>
  );
}

function PairingView({ channelId, pairing }: { channelId: string; pairing: PairingResource }) {
  const { t } = useTranslation('pairing');
  const { pair, unpair, tryAgain } = usePairingCommands(channelId);
  const { state } = pairing;
  const problem = pair.error ?? unpair.error ?? tryAgain.error;
  return (
    <section className={classes.pairing} data-state={state} aria-label={t('title')}>
      <PairingState pairing={pairing} />
      {problem ? <ErrorNote error={problem} /> : null}
      <WaitingPhone pairing={pairing} />
      <Actions pairing={pairing} pair={pair} unpair={unpair} tryAgain={tryAgain} />
      <AcceptedRisk pairing={pairing} />
    </section>
  );
}

function WaitingPhone({ pairing: { qr, code } }: { pairing: PairingResource }) {
  const { t } = useTranslation('pairing');
  if (qr) {
    return (
      <div className={classes.waiting}>
        <PairingQr text={qr} label={t('qr')} />
        <PairingSteps method="qr" />
      </div>
    );
  }
  if (!code) return null;
  return (
    <div className={classes.waiting}>
      <output className={classes.code} dir="ltr" aria-label={t('code')}>
        {code}
      </output>
      <PairingSteps method="code" />
    </div>
  );
}

type Commands = ReturnType<typeof usePairingCommands>;

function Actions({ pairing, pair, unpair, tryAgain }: Commands & { pairing: PairingResource }) {
  const { t } = useTranslation(['pairing', 'common']);
  const [isAsking, asking] = useDisclosure(false);
  const { state } = pairing;
  if (state === 'disabled') return null;
  if (state === 'starting' || state === 'pairing') {
    return (
      <Button variant="default" loading={unpair.isPending} onClick={() => unpair.mutate()}>
        {t('common:action.cancel')}
      </Button>
    );
  }
  if (state === 'connected') {
    return (
      <>
        <Button variant="default" onClick={asking.open}>
          {t('action.disconnect')}
        </Button>
        <ConfirmDialog
          isOpen={isAsking}
          title={t('disconnect.title')}
          confirmLabel={t('action.disconnect')}
          isBusy={unpair.isPending}
          error={unpair.error}
          onCancel={asking.close}
          onConfirm={() => unpair.mutate(undefined, { onSuccess: asking.close })}
        >
          {t('disconnect.text')}
        </ConfirmDialog>
      </>
    );
  }
  const canResume = pairing.hasSession && state !== 'unpaired';
  const start = (
    <PairingStart
      isSecondary={canResume}
      label={t(state === 'unpaired' ? 'action.pair' : 'action.pairAgain')}
      pair={(method) => pair.mutateAsync(method)}
      isPending={pair.isPending}
    />
  );
  if (!canResume) return start;
  return (
    <Group>
      <Button
        leftSection={<IconRefresh size={18} stroke={1.75} aria-hidden />}
        loading={tryAgain.isPending}
        onClick={() => tryAgain.mutate()}
      >
        {t('action.tryAgain')}
      </Button>
      {start}
    </Group>
  );
}

function AcceptedRisk({ pairing: { risk } }: { pairing: PairingResource }) {
  const { t, i18n } = useTranslation('pairing');
  if (!risk) return null;
  const at = fullTime(new Date(risk.acceptedAt), i18n.language);
  return (
    <p className={classes.accepted}>
      {risk.acceptedBy
        ? t('risk.acceptedBy', { name: risk.acceptedBy, at })
        : t('risk.accepted', { at })}
      {risk.isCurrent ? null : ` ${t('risk.changed')}`}
    </p>
  );
}
