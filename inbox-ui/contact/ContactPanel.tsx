import { Select, Skeleton } from '@mantine/core';
import { IconBan, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../gateway/contract/contact.ts';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { MessengerIcon } from '../components/MessengerIcon.tsx';
import { ContactAvatar } from '../inbox/ContactAvatar.tsx';
import { useContact } from '../conversation/use-channel.ts';
import classes from './ContactPanel.module.css';
import { ContactName } from './ContactName.tsx';
import { languageName, languageOptions } from './language-names.ts';
import { OtherConversations } from './OtherConversations.tsx';
import { useUpdateContact } from './use-update-contact.ts';

/** What is known about the person. */
export function ContactPanel({ conversation }: { conversation: Conversation }) {
  const { data, error, isError, refetch } = useContact(conversation.contact.id);
  if (isError && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={160} />;
  return <Known contact={data} conversation={conversation} />;
}

function Known({ contact, conversation }: { contact: Contact; conversation: Conversation }) {
  const { t, i18n } = useTranslation('conversation');
  const update = useUpdateContact(contact);
  const since = new Intl.DateTimeFormat(`${i18n.language}-u-ca-gregory`, { dateStyle: 'long' });
  return (
    <div className={classes.panel}>
      <div className={classes.person}>
        <ContactAvatar name={contact.displayName} messenger={conversation.messenger} />
        <ContactName contact={contact} update={update} />
      </div>
      <Select
        label={t('contact.language')}
        placeholder={t('contact.languageUnknown')}
        data={optionsWith(contact.language, i18n.language)}
        value={contact.language}
        onChange={(language) => update.mutate({ language })}
        searchable
        clearable
      />
      <section>
        <h3 className={classes.heading}>{t('contact.addresses')}</h3>
        <ul className={classes.list}>
          {contact.addresses.map((address) => (
            <li key={address.id} className={classes.address}>
              <MessengerIcon messenger={address.messenger} size={18} />
              <div className={classes.addressText}>
                <bdi dir="ltr">{address.urn.replace(/^[a-z]+:/, '')}</bdi>
                {address.optedOutAt ? (
                  <span className={classes.state}>
                    <IconBan size={14} aria-hidden />{' '}
                    {t('contact.optedOut', { date: since.format(new Date(address.optedOutAt)) })}
                  </span>
                ) : null}
                {address.reachable ? null : (
                  <span className={classes.state}>
                    <IconPlugConnectedX size={14} aria-hidden /> {t('contact.unreachable')}
                  </span>
                )}
              </div>
            </li>
          ))}
        </ul>
      </section>
      <OtherConversations ids={contact.conversationIds.filter((id) => id !== conversation.id)} />
      <p className={classes.since}>
        {t('contact.since', { date: since.format(new Date(contact.createdAt)) })}
      </p>
    </div>
  );
}

/** The languages people write most, and the one this person has. */
function optionsWith(language: string | null, inLanguage: string) {
  const options = languageOptions(inLanguage);
  if (!language || options.some(({ value }) => value === language)) return options;
  return [{ value: language, label: languageName(language, inLanguage) }, ...options];
}
