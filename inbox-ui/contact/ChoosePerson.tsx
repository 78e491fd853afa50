import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonHit } from '../../gateway/contract/search.ts';
import { QueryView } from '../components/QueryView.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { ContactAvatar } from '../inbox/ContactAvatar.tsx';
import { Marked } from '../search/Marked.tsx';
import { usePeople } from '../search/use-search.ts';
import classes from './SamePerson.module.css';

type Props = {
  contactId: string;
  onChoose: (contactId: string) => void;
  onCancel: () => void;
};

const pauseMs = 150;

/** Anybody who ever wrote, by name, pseudonym or number. */
export function ChoosePerson({ contactId, onChoose, onCancel }: Props) {
  const { t } = useTranslation(['conversation', 'common']);
  const [words, setWords] = useState('');
  const [q] = useDebouncedValue(words.trim(), pauseMs);
  const { isAsked, people } = usePeople(q);
  return (
    <div className={classes.choose}>
      <TextInput
        label={t('merge.search')}
        description={t('merge.searchHint')}
        dir="auto"
        maxLength={200}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
        // Escape ends this search, not the drawer around it.
        data-mantine-stop-propagation
        autoFocus
      />
      {isAsked ? (
        <QueryView query={people}>
          {({ items }) => (
            <People
              people={items.filter(({ contact }) => contact.id !== contactId)}
              onChoose={onChoose}
            />
          )}
        </QueryView>
      ) : null}
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
  people: PersonHit[];
  onChoose: (contactId: string) => void;
}) {
  const { t } = useTranslation('conversation');
  if (people.length === 0) return <p className={classes.none}>{t('merge.none')}</p>;
  return (
    <ul className={classes.people}>
      {people.map(({ contact, name, conversation }) => (
        <li key={contact.id}>
          <button type="button" className={classes.person} onClick={() => onChoose(contact.id)}>
            <ContactAvatar name={contact.displayName} messenger={conversation.messenger} />
            <span className={classes.personText}>
              <bdi>
                <Marked
                  text={contact.displayName}
                  ranges={name.text === contact.displayName ? name.ranges : []}
                />
              </bdi>
              <span className={classes.label}>
                <bdi>{conversation.channel.name}</bdi>
                {conversation.lastMessage ? (
                  <>
                    {' · '}
                    {t('merge.last')} <RelativeTime at={conversation.lastMessage.at} />
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
