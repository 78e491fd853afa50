import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { getConversation } from '../../gateway/contract/conversation.ts';
import { call } from '../api.ts';
import { MessengerIcon } from '../components/MessengerIcon.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { keys } from '../query-client.ts';
import classes from './ContactPanel.module.css';

const mostShown = 5;

/** The same person on other channels. */
export function OtherConversations({ ids }: { ids: string[] }) {
  const { t } = useTranslation('conversation');
  const found = useQueries({
    queries: ids.slice(0, mostShown).map((id) => ({
      queryKey: keys.conversation(id),
      queryFn: () => call(getConversation, { params: { id } }),
    })),
  });
  const conversations = found.flatMap(({ data }) => data ?? []);
  if (conversations.length === 0) return null;
  return (
    <section>
      <h3 className={classes.heading}>{t('contact.others')}</h3>
      <ul className={classes.list}>
        {conversations.map(({ id, messenger, channel, status, lastMessage }) => (
          <li key={id}>
            <Link className={classes.other} to={`/inbox/all/${id}`}>
              <MessengerIcon messenger={messenger} size={18} />
              <span>
                <bdi>{channel.name}</bdi> · {t(`status.${status}`)}
              </span>
              {lastMessage ? (
                <RelativeTime at={lastMessage.at} className={classes.otherTime} />
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
