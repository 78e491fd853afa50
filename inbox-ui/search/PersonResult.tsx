import { Link, useLocation } from 'react-router';
import type { PersonHit } from '../../gateway/contract/search.ts';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { ContactAvatar } from '../inbox/ContactAvatar.tsx';
import { Marked } from './Marked.tsx';
import classes from './Search.module.css';
import { searchPath, type SearchAsked } from './search-url.ts';

type Props = { hit: PersonHit; asked: SearchAsked };

export function PersonResult({ hit, asked }: Props) {
  const { contact, name, address, conversation } = hit;
  const { state } = useLocation();
  const isOtherName = name.text !== contact.displayName;
  return (
    <li>
      <Link
        data-result
        className={classes.hit}
        state={state}
        to={searchPath(asked, { conversationId: conversation.id })}
      >
        <ContactAvatar name={contact.displayName} messenger={conversation.messenger} />
        <span className={classes.lines}>
          <span className={classes.line}>
            <bdi className={classes.name}>
              <Marked text={contact.displayName} ranges={isOtherName ? [] : name.ranges} />
            </bdi>
            {conversation.lastMessage ? (
              <RelativeTime at={conversation.lastMessage.at} className={classes.time} />
            ) : null}
          </span>
          <span className={classes.soft}>
            {isOtherName ? (
              <bdi>
                <Marked {...name} />
              </bdi>
            ) : (
              <bdi>{conversation.channel.name}</bdi>
            )}
            {address ? <bdi dir="ltr"> · {address.replace(/^\w+:/, '')}</bdi> : null}
          </span>
        </span>
      </Link>
    </li>
  );
}
