import { Button } from '@mantine/core';
import { IconClockExclamation, IconUrgent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { useSession } from '../session.tsx';
import classes from './Banner.module.css';
import { useAcknowledge } from './use-acknowledge.ts';

/** What must be read before everything else, until somebody says that they see to it. */
export function AlertBanner({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('assistant');
  const { can } = useSession();
  const acknowledge = useAcknowledge(conversation);
  const open = conversation.alerts.filter(({ acknowledgedBy }) => acknowledgedBy === null);
  const worst = open.find(({ kind }) => kind === 'crisis') ?? open[0];
  if (!worst) return null;
  const Icon = worst.kind === 'crisis' ? IconUrgent : IconClockExclamation;
  return (
    <div className={classes.banner} data-kind={worst.kind} role="alert">
      <Icon size={22} stroke={1.75} aria-hidden className={classes.icon} />
      <span className={classes.text}>
        <strong>{t(`alert.${worst.kind}`)}</strong> {t(`alert.${worst.kind}_do`)}{' '}
        <RelativeTime at={worst.at} className={classes.at} />
      </span>
      {can('conversation.write') ? (
        <Button
          size="compact-md"
          color={worst.kind === 'crisis' ? 'red' : undefined}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate()}
        >
          {t('alert.acknowledge')}
        </Button>
      ) : null}
    </div>
  );
}
