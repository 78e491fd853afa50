import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../gateway/contract/contact.ts';
import { ChoosePerson } from './ChoosePerson.tsx';
import classes from './SamePerson.module.css';
import { ConfirmSamePerson } from './ConfirmSamePerson.tsx';
import { useMergeContact } from './use-merge-contact.ts';

type Props = { contact: Contact };

/** Says which others are shown here, and lets a counselor say that somebody else is the same person. */
export function SamePerson({ contact }: Props) {
  const { t } = useTranslation('conversation');
  const { merge, separate } = useMergeContact(contact.id);
  const [isOpen, setIsOpen] = useState(false);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Whoever works by keyboard is back where they began.
    if (wasOpen.current && !isOpen) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);

  function close() {
    setIsOpen(false);
    setChosenId(null);
    merge.reset();
  }
  function suggest(id: string) {
    setChosenId(id);
    setIsOpen(true);
  }

  return (
    <section className={classes.section}>
      {contact.mergedContacts.map((other) => (
        <div key={other.contactId} className={classes.banner}>
          <span>
            {t(other.origin === 'provider' ? 'merge.bannerProvider' : 'merge.bannerCounselor', {
              name: other.displayName,
            })}
          </span>
          <Button
            size="compact-sm"
            variant="default"
            loading={separate.isPending && separate.variables === other.contactId}
            onClick={() => separate.mutate(other.contactId)}
          >
            {t('merge.separate')}
          </Button>
        </div>
      ))}
      {contact.provenNumbers.map(({ id, number, contacts }) => (
        <div key={id} className={classes.number}>
          <span className={classes.label}>{t('contact.provenNumbers')}</span>
          <bdi dir="ltr">{number}</bdi>
          {contacts.map((other) => (
            <Button
              key={other.id}
              size="compact-sm"
              variant="light"
              onClick={() => suggest(other.id)}
            >
              {t('merge.link', { name: other.displayName })}
            </Button>
          ))}
        </div>
      ))}
      {isOpen ? (
        <div className={classes.steps} role="group" aria-label={t('merge.title')}>
          {chosenId === null ? (
            <ChoosePerson contactId={contact.id} onChoose={setChosenId} onCancel={close} />
          ) : (
            <ConfirmSamePerson
              contact={contact}
              otherId={chosenId}
              isBusy={merge.isPending}
              error={merge.error}
              onBack={() => setChosenId(null)}
              onConfirm={() => merge.mutate(chosenId, { onSuccess: close })}
            />
          )}
        </div>
      ) : (
        <Button
          ref={opener}
          className={classes.open}
          size="compact-md"
          variant="subtle"
          color="gray"
          leftSection={<IconUsersGroup size={16} stroke={1.75} aria-hidden />}
          onClick={() => setIsOpen(true)}
        >
          {t('merge.open')}
        </Button>
      )}
    </section>
  );
}
