import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../gateway/contract/contact.ts';
import classes from './ContactPanel.module.css';
import type { useUpdateContact } from './use-update-contact.ts';

type Props = { contact: Contact; update: ReturnType<typeof useUpdateContact> };

/** The name, and a small form to change it; left empty it is again what the messenger says. */
export function ContactName({ contact, update }: Props) {
  const { t } = useTranslation(['conversation', 'common']);
  const [draft, setDraft] = useState<string | null>(null);

  if (draft === null) {
    return (
      <div className={classes.name}>
        <div className={classes.nameText}>
          <bdi className={classes.displayName}>{contact.displayName}</bdi>
          {contact.pseudonym === contact.displayName ? null : (
            <span className={classes.pseudonym}>{contact.pseudonym}</span>
          )}
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('contact.rename')}
          title={t('contact.rename')}
          onClick={() => setDraft(contact.displayName)}
        >
          <IconPencil size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
    );
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const displayName = draft?.trim() || null;
    update.mutate({ displayName }, { onSuccess: () => setDraft(null) });
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t('contact.name')}
        description={t('contact.nameHint')}
        dir="auto"
        maxLength={120}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        data-autofocus
        autoFocus
      />
      <div className={classes.buttons}>
        <Button type="submit" size="compact-md" loading={update.isPending}>
          {t('common:action.save')}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => setDraft(null)}>
          {t('common:action.cancel')}
        </Button>
      </div>
    </form>
  );
}
