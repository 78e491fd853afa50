import { IconBan, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../gateway/contract/contact.ts';
import { MessengerIcon } from '../components/MessengerIcon.tsx';
import classes from './ContactPanel.module.css';

type Props = { addresses: Contact['addresses']; longDate: Intl.DateTimeFormat };

/** Where the person is reached, by which other names, and whether at all. */
export function AddressList({ addresses, longDate }: Props) {
  const { t } = useTranslation('conversation');
  return (
    <ul className={classes.list}>
      {addresses.map((address) => (
        <li key={address.id} className={classes.address}>
          <MessengerIcon messenger={address.messenger} size={18} />
          <div className={classes.addressText}>
            <bdi dir="ltr">{withoutScheme(address.urn)}</bdi>
            <Names label={t('contact.aliases')} urns={address.aliases} />
            <Names label={t('contact.former')} urns={address.formerUrns} />
            {address.optedOutAt ? (
              <span className={classes.state}>
                <IconBan size={14} aria-hidden />{' '}
                {t('contact.optedOut', { date: longDate.format(new Date(address.optedOutAt)) })}
              </span>
            ) : null}
            {address.reachable || address.optedOutAt ? null : (
              <span className={classes.state}>
                <IconPlugConnectedX size={14} aria-hidden /> {t('contact.unreachable')}
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Names({ label, urns }: { label: string; urns: string[] }) {
  if (urns.length === 0) return null;
  return (
    <span className={classes.state}>
      {label} <bdi dir="ltr">{urns.map(withoutScheme).join(' · ')}</bdi>
    </span>
  );
}

function withoutScheme(urn: string): string {
  return urn.replace(/^[a-z]+:/, '');
}
