import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ContactAvatar } from '../inbox/ContactAvatar.tsx';
import { Marked } from './Marked.tsx';
import classes from './Palette.module.css';
import { searchPath } from './search-url.ts';
import { useFirstHits } from './use-search.ts';

const pauseMs = 150;

/** People and messages that the server finds while one types. */
export function FoundActions({ typed }: { typed: string }) {
  const { t } = useTranslation('search');
  const [q] = useDebouncedValue(typed.trim(), pauseMs);
  const navigate = useNavigate();
  const { data } = useFirstHits(q);
  if (!data || typed.trim() === '') return null;
  const open = (conversationId: string, messageId?: string) =>
    void navigate(searchPath({ q }, { conversationId, ...(messageId && { messageId }) }));
  return (
    <>
      {data.people.items.length > 0 ? (
        <Spotlight.ActionsGroup label={t('group.people')}>
          {data.people.items.map(({ contact, name, conversation }) => (
            <Spotlight.Action
              key={contact.id}
              className={classes.action}
              onClick={() => open(conversation.id)}
            >
              <ContactAvatar name={contact.displayName} messenger={conversation.messenger} />
              <bdi>
                <Marked {...name} />
              </bdi>
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      ) : null}
      {data.messages.items.length > 0 ? (
        <Spotlight.ActionsGroup label={t('group.messages')}>
          {data.messages.items.map(({ messageId, conversation, snippet }) => (
            <Spotlight.Action
              key={messageId}
              className={classes.action}
              onClick={() => open(conversation.id, messageId)}
            >
              <ContactAvatar
                name={conversation.contact.displayName}
                messenger={conversation.messenger}
              />
              <span className={classes.text}>
                <bdi>{conversation.contact.displayName}</bdi>
                <span className={classes.snippet} dir="auto">
                  <Marked {...snippet} />
                </span>
              </span>
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      ) : null}
    </>
  );
}
