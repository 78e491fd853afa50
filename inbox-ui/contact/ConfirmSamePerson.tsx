import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../gateway/contract/contact.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useContact } from '../conversation/use-channel.ts';
import { AddressList } from './AddressList.tsx';
import { useLongDate } from './use-long-date.ts';
import classes from './SamePerson.module.css';

type Props = {
  contact: Contact;
  otherId: string;
  isBusy: boolean;
  error: unknown;
  onBack: () => void;
  onConfirm: () => void;
};

/** Both side by side, before they become one. */
export function ConfirmSamePerson({ contact, otherId, isBusy, error, onBack, onConfirm }: Props) {
  const { t } = useTranslation('conversation');
  const other = useContact(otherId);
  return (
    <div className={classes.choose}>
      <Both label={t('merge.keep')} contact={contact} />
      <QueryView query={other}>
        {(found) => <Both label={t('merge.join')} contact={found} />}
      </QueryView>
      <p className={classes.explain}>{t('merge.explain')}</p>
      {error ? <ErrorNote error={error} /> : null}
      <Group justify="flex-end">
        <Button size="compact-md" variant="default" onClick={onBack} autoFocus>
          {t('merge.back')}
        </Button>
        <Button size="compact-md" loading={isBusy} disabled={!other.data} onClick={onConfirm}>
          {t('merge.confirm')}
        </Button>
      </Group>
    </div>
  );
}

function Both({ label, contact }: { label: string; contact: Contact }) {
  const longDate = useLongDate();
  return (
    <section className={classes.both}>
      <span className={classes.label}>{label}</span>
      <bdi className={classes.bothName}>{contact.displayName}</bdi>
      <AddressList addresses={contact.addresses} longDate={longDate} />
    </section>
  );
}
