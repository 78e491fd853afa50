import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { filtersOf, givenFilters, rowsOf, type LogFilters } from './channel-log.ts';
import { ChannelLogFilters } from './ChannelLogFilters.tsx';
import classes from './ChannelLog.module.css';
import { ChannelLogRow } from './ChannelLogRow.tsx';
import { SectionHead } from './SectionHead.tsx';
import { useChannel } from './use-channel.ts';
import { useChannelLog } from './use-channel-log.ts';

/** Every exchange of a channel with its provider, for administrators. */
export function ChannelLogPage() {
  const { t } = useTranslation('channel-log');
  const { channelId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const channel = useChannel(channelId);
  const log = useChannelLog(channelId, filters);
  const change = (next: LogFilters) => setSearch(givenFilters(next), { replace: true });
  const name = channel.data?.name ?? '';
  return (
    <>
      <SectionHead
        title={t('exchange', { name })}
        lead={t('lead')}
        back={{ to: `/settings/channels/${channelId}`, label: name }}
      />
      <ChannelLogFilters filters={filters} onChange={change} />
      <QueryView query={log}>
        {({ pages }) => {
          const rows = rowsOf(pages);
          if (rows.length === 0) {
            const isFiltered = Object.keys(givenFilters(filters)).length > 0;
            return (
              <EmptyState icon={<IconListDetails size={32} stroke={1.25} aria-hidden />}>
                {isFiltered ? t('noneHere') : t('none')}
              </EmptyState>
            );
          }
          return (
            <>
              <ol className={classes.list}>
                {rows.map((row) => (
                  <li key={row.id}>
                    <ChannelLogRow exchange={row} />
                  </li>
                ))}
              </ol>
              {log.hasNextPage ? (
                <Button
                  variant="default"
                  loading={log.isFetchingNextPage}
                  onClick={() => void log.fetchNextPage()}
                >
                  {t('older')}
                </Button>
              ) : null}
            </>
          );
        }}
      </QueryView>
    </>
  );
}
