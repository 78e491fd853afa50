import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../contact/language-names.ts';
import { ContactAvatar } from '../inbox/ContactAvatar.tsx';
import type { Client } from './clients.ts';
import { NewClient } from './NewClient.tsx';
import classes from './SimulatorPage.module.css';

type Props = {
  clients: Client[];
  selectedId: string;
  onSelect: (id: string) => void;
  onAdd: (client: Omit<Client, 'id' | 'openings'>) => void;
};

/** Whose phone it is. */
export function ClientList({ clients, selectedId, onSelect, onAdd }: Props) {
  const { t, i18n } = useTranslation(['simulator', 'common']);
  const [isAdding, setAdding] = useState(false);
  return (
    <section aria-label={t('clients.label')}>
      <ul className={classes.list}>
        {clients.map(({ id, name, messenger, language }) => (
          <li key={id}>
            <button
              type="button"
              className={classes.client}
              aria-pressed={id === selectedId}
              onClick={() => onSelect(id)}
            >
              <ContactAvatar name={name} messenger={messenger} />
              <span className={classes.clientText}>
                <bdi className={classes.clientName}>{name}</bdi>
                <span className={classes.clientHint}>
                  {languageName(language, i18n.language)} · {t(`common:messenger.${messenger}`)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {isAdding ? (
        <NewClient
          onAdd={(client) => {
            setAdding(false);
            onAdd(client);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('clients.add')}
        </Button>
      )}
    </section>
  );
}
