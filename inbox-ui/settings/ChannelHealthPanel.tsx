import { Anchor } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ChannelHealth } from '../../gateway/contract/channel-log.ts';
import { QueryView } from '../components/QueryView.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { useNow } from '../components/use-now.ts';
import classes from './ChannelHealthPanel.module.css';
import { levelOf } from './channel-log.ts';
import { Fact } from './Fact.tsx';
import { Panel } from './Panel.tsx';
import { ProviderFacts } from './ProviderFacts.tsx';
import { useChannelHealth } from './use-channel-log.ts';

const icons = { fine: IconCircleCheck, attention: IconInfoCircle, trouble: IconAlertTriangle };

/** What we saw of a channel, what waits, and what its provider says. */
export function ChannelHealthPanel({ channelId }: { channelId: string }) {
  const { t } = useTranslation('channel-log');
  const health = useChannelHealth(channelId);
  return (
    <Panel title={t('health.title')}>
      <QueryView query={health}>{(data) => <Facts health={data} />}</QueryView>
      <Anchor component={Link} to={`/settings/channels/${channelId}/log`} className={classes.link}>
        {t('health.openLog')}
      </Anchor>
    </Panel>
  );
}

function Facts({ health }: { health: ChannelHealth }) {
  const { t } = useTranslation('channel-log');
  const { exchanges24h: day, backlog } = health;
  const level = levelOf(health, useNow());
  const Icon = icons[level];
  return (
    <>
      <p className={classes.level} data-level={level} role="status">
        <Icon size={18} stroke={2} aria-hidden />
        {t(`health.${level}`)}
      </p>
      <dl className={classes.facts}>
        <Fact name={t('health.lastReceived')}>
          <Ago at={health.lastReceivedAt} />
        </Fact>
        <Fact name={t('health.lastSent')}>
          <Ago at={health.lastSentAt} />
        </Fact>
        <Fact name={t('health.backlog')}>
          <Backlog backlog={backlog} />
        </Fact>
        <Fact name={t('health.day')}>
          {t('health.dayTotal', { count: day.ok + day.failed })}
          {' · '}
          {day.failed > 0 ? t('health.dayFailed', { count: day.failed }) : t('health.dayFine')}
        </Fact>
        {health.p50Ms === null ? null : (
          <Fact name={t('health.speed')}>
            {t('health.speedValues', { p50: health.p50Ms, p95: health.p95Ms })}
          </Fact>
        )}
        {health.lastErrorAt ? (
          <Fact name={t('health.error')}>
            <RelativeTime at={health.lastErrorAt} isAgo />
            {health.lastErrorCode ? (
              <>
                {': '}
                <ErrorWords code={health.lastErrorCode} />
              </>
            ) : null}
          </Fact>
        ) : null}
        {health.reconciledUntil ? (
          <Fact name={t('health.missed')}>
            <RelativeTime at={health.reconciledUntil} isAgo />
          </Fact>
        ) : null}
        {health.provider ? <ProviderFacts provider={health.provider} /> : null}
      </dl>
    </>
  );
}

function Ago({ at }: { at: string | null }) {
  const { t } = useTranslation('channel-log');
  return at ? <RelativeTime at={at} isAgo /> : <>{t('health.never')}</>;
}

function Backlog({ backlog }: { backlog: ChannelHealth['backlog'] }) {
  const { t } = useTranslation('channel-log');
  const { queued, oldestQueuedAt, unknown, pendingMedia } = backlog;
  return (
    <>
      {queued === 0 ? t('health.none') : queued}
      {oldestQueuedAt ? (
        <>
          {' '}
          (<RelativeTime at={oldestQueuedAt} isAgo />)
        </>
      ) : null}
      {unknown > 0 ? <span>{t('health.unknown', { count: unknown })}</span> : null}
      {pendingMedia > 0 ? <span>{t('health.pendingMedia', { count: pendingMedia })}</span> : null}
    </>
  );
}

/** One of our reasons has a sentence; a provider's code stands as it is. */
function ErrorWords({ code }: { code: string }) {
  const { t } = useTranslation('channel-log');
  if (code === 'no_answer') return <>{t('noAnswer')}</>;
  const words = t(`reason.${code}`, { defaultValue: '' });
  return words ? <>{words}</> : <bdi dir="ltr">{code}</bdi>;
}
