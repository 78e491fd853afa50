import { Select, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../gateway/contract/contact.ts';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { StandingSection } from '../assistant/StandingSection.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { ContactAvatar } from '../inbox/ContactAvatar.tsx';
import { useContact } from '../conversation/use-channel.ts';
import { PromiseMark } from '../profile/PromiseMark.tsx';
import { LabelsSection } from '../triage/LabelsSection.tsx';
import { AddressList } from './AddressList.tsx';
import classes from './ContactPanel.module.css';
import { ContactName } from './ContactName.tsx';
import { optionsWith } from './language-names.ts';
import { OtherConversations } from './OtherConversations.tsx';
import { SamePerson } from './SamePerson.tsx';
import { useLongDate } from './use-long-date.ts';
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
  const longDate = useLongDate();
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
      <PromiseMark promise={conversation.promise} withKept />
      <StandingSection conversationId={conversation.id} />
      <LabelsSection conversation={conversation} />
      <section>
        <h3 className={classes.heading}>{t('contact.addresses')}</h3>
        <AddressList addresses={contact.addresses} longDate={longDate} />
      </section>
      <OtherConversations ids={contact.conversationIds.filter((id) => id !== conversation.id)} />
      <SamePerson contact={contact} />
      <p className={classes.since}>
        {t('contact.since', { date: longDate.format(new Date(contact.createdAt)) })}
      </p>
    </div>
  );
}
