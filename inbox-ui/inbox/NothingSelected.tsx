import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listChannels } from '../../gateway/contract/channel.ts';
import { call } from '../api.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FirstSteps } from '../components/FirstSteps.tsx';
import { keys } from '../query-client.ts';
import classes from './InboxPage.module.css';

/** Beside the list: what to do first where nothing is connected, else a quiet hint. */
export function NothingSelected({ hasRows }: { hasRows: boolean }) {
  const { t } = useTranslation('inbox');
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => call(listChannels, { signal }),
    staleTime: 60_000,
  });
  const isNew = channels.data?.items.length === 0;
  return (
    <div className={classes.nothing}>
      {isNew ? (
        <FirstSteps />
      ) : (
        <EmptyState icon={<IconMessages size={32} stroke={1.25} aria-hidden />}>
          {hasRows ? t('list.choose') : t('list.quiet')}
        </EmptyState>
      )}
    </div>
  );
}
