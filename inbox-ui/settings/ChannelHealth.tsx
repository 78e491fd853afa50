import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../gateway/contract/channel.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { TimeText } from '../components/TimeText.tsx';
import { useNow } from '../components/use-now.ts';
import classes from './ChannelHealth.module.css';
import { ChannelStatus, isTaskOpen, stateOf } from './ChannelStatus.tsx';
import { useChannelCommands } from './use-channel.ts';

/** How the channel is, what is wrong, what is left to do by hand. */
export function ChannelHealth({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings');
  const { verify } = useChannelCommands(channel.id);
  const now = useNow();
  const isPaused = channel.pausedUntil !== null && Date.parse(channel.pausedUntil) > now;
  const sign = channel.status === 'credentials_failed' ? 'failed' : channel.todo ? 'todo' : 'fine';
  return (
    <div className={classes.health} data-sign={sign}>
      <div className={classes.words} role="status">
        <ChannelStatus channel={channel} />
        <p>
          {isTaskOpen(channel)
            ? t('channel.statusTextTodo')
            : t(`channel.statusText.${stateOf(channel)}`)}
        </p>
        {isPaused ? (
          <p>
            {t('channel.pausedUntil')} <TimeText at={channel.pausedUntil ?? ''} />
          </p>
        ) : null}
        <Problem channel={channel} />
        <Todo channel={channel} />
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

/** In the reader's language; the provider's own words stand below. */
function Problem({ channel: { problem, problemCode } }: { channel: Channel }) {
  const { t } = useTranslation('settings');
  if (problem === null) return null;
  const known = problemCode ? t(`problem.${problemCode}`, { defaultValue: '' }) : '';
  return (
    <>
      <p dir="auto">
        <strong>{t('channel.problem')}</strong> {known || <span lang="en">{problem}</span>}
      </p>
      {known ? (
        <p className={classes.detail} lang="en" dir="auto">
          {problem}
        </p>
      ) : null}
    </>
  );
}

function Todo({ channel: { todo, todoCode, webhookUrl } }: { channel: Channel }) {
  const { t } = useTranslation('settings');
  if (todo === null) return null;
  const addresses = { webhookUrl, fallbackUrl: `${webhookUrl}/fallback` };
  const known = todoCode ? t(`todo.${todoCode}`, { ...addresses, defaultValue: '' }) : '';
  return (
    <p dir="auto">
      <strong>{t('channel.todo')}</strong> {known || <span lang="en">{todo}</span>}
    </p>
  );
}
