import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
  IconInfoCircle,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../gateway/contract/channel.ts';
import classes from './ChannelStatus.module.css';

const icons = {
  active: IconCircleCheck,
  unverified: IconCircleDashed,
  credentials_failed: IconAlertTriangle,
  disabled: IconCircleOff,
};

/** How a channel is, in a word and a sign, never by colour alone. */
export function ChannelStatus({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings');
  const hasTask = isTaskOpen(channel);
  const Icon = hasTask ? IconInfoCircle : icons[channel.status];
  return (
    <span className={classes.status} data-status={channel.status}>
      <Icon size={16} stroke={2} aria-hidden />
      {hasTask ? t('channel.statusTodo') : t(`channel.status.${stateOf(channel)}`)}
    </span>
  );
}

/** It works as far as we can see, and somebody has still to do something at the provider. */
export function isTaskOpen({ status, todo }: Channel): boolean {
  return status === 'active' && todo !== null;
}

/** `held`: the account may not send; `misconfigured`: the provider was asked and did not agree. */
export function stateOf({
  status,
  problemCode,
}: Channel): Channel['status'] | 'held' | 'misconfigured' {
  const isRefused = problemCode === 'credentials_failed' || problemCode === 'app_secret_wrong';
  if (status === 'credentials_failed' && problemCode && !isRefused) return 'held';
  if (status === 'unverified' && problemCode && problemCode !== 'unreachable')
    return 'misconfigured';
  return status;
}
