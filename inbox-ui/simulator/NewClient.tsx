import { Button, Select, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { messengerNames } from '../../gateway/contract/conversation.ts';
import { languageOptions } from '../contact/language-names.ts';
import type { Client } from './clients.ts';
import classes from './SimulatorPage.module.css';

type Props = { onAdd: (client: Omit<Client, 'id' | 'openings'>) => void; onCancel: () => void };

export function NewClient({ onAdd, onCancel }: Props) {
  const { t, i18n } = useTranslation(['simulator', 'common']);
  const [name, setName] = useState('');
  const [language, setLanguage] = useState('ar');
  const [messenger, setMessenger] = useState<Client['messenger']>('whatsapp');

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== '') onAdd({ name: name.trim(), language, messenger });
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t('clients.name')}
        dir="auto"
        maxLength={80}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={t('clients.language')}
        data={languageOptions(i18n.language)}
        value={language}
        onChange={(value) => setLanguage(value ?? 'ar')}
        allowDeselect={false}
        searchable
      />
      <Select
        label={t('clients.messenger')}
        data={messengerNames.map((key) => ({ value: key, label: t(`common:messenger.${key}`) }))}
        value={messenger}
        onChange={(value) =>
          setMessenger(messengerNames.find((key) => key === value) ?? 'whatsapp')
        }
        allowDeselect={false}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="compact-md">
          {t('clients.create')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onCancel}>
          {t('common:action.cancel')}
        </Button>
      </div>
    </form>
  );
}
