import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../gateway/contract/channel.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import classes from './ChannelHealth.module.css';
import { ChannelStatus, isTaskOpen } from './ChannelStatus.tsx';
import { useChannelCommands } from './use-channel.ts';

/** How the channel is, what is wrong, what is left to do by hand. */
export function ChannelHealth({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings');
  const { verify } = useChannelCommands(channel.id);
  const sign = channel.status === 'credentials_failed' ? 'failed' : channel.todo ? 'todo' : 'fine';
  return (
    <div className={classes.health} data-sign={sign}>
      <div className={classes.words} role="status">
        <ChannelStatus channel={channel} />
        <p>
          {isTaskOpen(channel)
            ? t('channel.statusTextTodo')
            : t(`channel.statusText.${channel.status}`)}
        </p>
        {channel.problem ? (
          <p dir="auto">
            <strong>{t('channel.problem')}</strong> <span lang="en">{channel.problem}</span>
          </p>
        ) : null}
        {channel.todo ? (
          <p dir="auto">
            <strong>{t('channel.todo')}</strong> <span lang="en">{channel.todo}</span>
          </p>
        ) : null}
        <p className={classes.facts}>
          {channel.label ? (
            <span>
              {t('channel.label')} <bdi dir="ltr">{channel.label}</bdi>
            </span>
          ) : null}
          <span>
            {channel.lastReceivedAt ? (
              <>
                {t('channel.lastReceived')} <RelativeTime at={channel.lastReceivedAt} isAgo />
              </>
            ) : (
              t('channel.nothingReceived')
            )}
          </span>
        </p>
        {verify.isSuccess && channel.status === 'active' ? <p>{t('channel.verified')}</p> : null}
      </div>
      {verify.isError ? <ErrorNote error={verify.error} /> : null}
      {channel.status === 'disabled' ? null : (
        <Button
          variant="default"
          leftSection={<IconRefresh size={18} stroke={1.75} aria-hidden />}
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {t('channel.verify')}
        </Button>
      )}
    </div>
  );
}
