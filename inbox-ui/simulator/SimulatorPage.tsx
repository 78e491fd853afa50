import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listChannels } from '../../gateway/contract/channel.ts';
import { call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { PageLoader } from '../components/PageLoader.tsx';
import { usePageTitle } from '../components/use-page-title.ts';
import { keys } from '../query-client.ts';
import { ClientList } from './ClientList.tsx';
import { CreateSimulator } from './CreateSimulator.tsx';
import { PhoneView } from './PhoneView.tsx';
import classes from './SimulatorPage.module.css';
import { useClients } from './use-clients.ts';

/** A phone in the browser, for training and for the first message ever. */
export function SimulatorPage() {
  const { t } = useTranslation('simulator');
  usePageTitle(t('title'));
  const { clients, add } = useClients();
  const [clientId, setClientId] = useState(clients[0]?.id);
  const [chosenChannel, setChannel] = useState<string | null>(null);
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => call(listChannels, { signal }),
    staleTime: 60_000,
  });
  if (channels.isPending) return <PageLoader />;
  if (channels.isError)
    return <ErrorNote error={channels.error} onRetry={() => void channels.refetch()} isPage />;

  const simulators = channels.data.items.filter(({ kind }) => kind === 'simulator');
  const channel = simulators.find(({ id }) => id === chosenChannel) ?? simulators[0];
  const client = clients.find(({ id }) => id === clientId) ?? clients[0];
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1 className={classes.title}>{t('title')}</h1>
        <p className={classes.intro}>{t('intro')}</p>
      </header>
      {!channel || !client ? (
        <CreateSimulator />
      ) : (
        <div className={classes.stage}>
          <div className={classes.side}>
            {simulators.length > 1 ? (
              <Select
                label={t('channel')}
                data={simulators.map(({ id, name }) => ({ value: id, label: name }))}
                value={channel.id}
                onChange={setChannel}
                allowDeselect={false}
                mb="md"
              />
            ) : null}
            <ClientList
              clients={clients}
              selectedId={client.id}
              onSelect={setClientId}
              onAdd={(made) => setClientId(add(made).id)}
            />
          </div>
          <PhoneView key={`${channel.id}/${client.id}`} channelId={channel.id} client={client} />
        </div>
      )}
    </div>
  );
}
