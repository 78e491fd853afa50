import { Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listConversations } from '../../gateway/contract/conversation.ts';
import { call } from '../api.ts';
import { QueryView } from '../components/QueryView.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { ContactAvatar } from '../inbox/ContactAvatar.tsx';
import { keys } from '../query-client.ts';
import { candidatesOf, type Candidate } from './candidates.ts';
import classes from './SamePerson.module.css';

type Props = {
  contactId: string;
  onChoose: (contactId: string) => void;
  onCancel: () => void;
};

const latest = { status: 'all', sort: 'newest', limit: 100 } as const;
const mostShown = 20;

/** People from the latest conversations, narrowed by name. */
export function ChoosePerson({ contactId, onChoose, onCancel }: Props) {
  const { t } = useTranslation(['conversation', 'common']);
  const [words, setWords] = useState('');
  const conversations = useQuery({
    queryKey: keys.conversations(latest),
    queryFn: ({ signal }) => call(listConversations, { query: latest, signal }),
  });
  return (
    <div className={classes.choose}>
      <TextInput
        label={t('merge.search')}
        description={t('merge.searchHint')}
        dir="auto"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
        // Escape ends this search, not the drawer around it.
        data-mantine-stop-propagation
        autoFocus
      />
      <QueryView query={conversations}>
        {({ items }) => (
          <People people={candidatesOf(items, contactId, words)} onChoose={onChoose} />
        )}
      </QueryView>
      <Group justify="flex-end">
        <Button size="compact-md" variant="default" onClick={onCancel}>
          {t('common:action.cancel')}
        </Button>
      </Group>
    </div>
  );
}

function People({
  people,
  onChoose,
}: {
  people: Candidate[];
  onChoose: (contactId: string) => void;
}) {
  const { t } = useTranslation('conversation');
  if (people.length === 0) return <p className={classes.none}>{t('merge.none')}</p>;
  return (
    <ul className={classes.people}>
      {people.slice(0, mostShown).map(({ id, displayName, messenger, channelName, lastAt }) => (
        <li key={id}>
          <button type="button" className={classes.person} onClick={() => onChoose(id)}>
            <ContactAvatar name={displayName} messenger={messenger} />
            <span className={classes.personText}>
              <bdi>{displayName}</bdi>
              <span className={classes.label}>
                <bdi>{channelName}</bdi>
                {lastAt ? (
                  <>
                    {' · '}
                    {t('merge.last')} <RelativeTime at={lastAt} />
                  </>
                ) : null}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
