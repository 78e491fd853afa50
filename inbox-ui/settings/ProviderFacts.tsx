import { useTranslation } from 'react-i18next';
import type { ChannelHealth } from '../../gateway/contract/channel-log.ts';
import { RelativeTime } from '../components/RelativeTime.tsx';
import classes from './Fact.module.css';
import { Fact } from './Fact.tsx';

/** What the provider answered when it was last asked how it sees the account. */
export function ProviderFacts({ provider }: { provider: NonNullable<ChannelHealth['provider']> }) {
  const { t } = useTranslation(['channel-log', 'settings']);
  const { problem, quality, pendingCount, lastErrorAt, lastError } = provider;
  const words = problem ? t(`settings:problem.${problem.code}`, { defaultValue: '' }) : '';
  return (
    <>
      <Fact name={t('health.provider')}>
        {problem ? words || problem.text : t('health.providerFine')} (
        <RelativeTime at={provider.checkedAt} isAgo />)
        {words && problem ? (
          <span lang="en" dir="auto" className={classes.original}>
            {problem.text}
          </span>
        ) : null}
        {quality ? <span>{t(`health.quality.${quality}`, { defaultValue: quality })}</span> : null}
        {pendingCount ? <span>{t('health.pending', { count: pendingCount })}</span> : null}
      </Fact>
      {lastErrorAt ? (
        <Fact name={t('health.providerError')}>
          <RelativeTime at={lastErrorAt} isAgo />
          {lastError ? (
            <>
              {': '}
              <span lang="en" dir="auto">
                {lastError}
              </span>
            </>
          ) : null}
        </Fact>
      ) : null}
    </>
  );
}
