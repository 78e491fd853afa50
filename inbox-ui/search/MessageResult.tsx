import { IconLock, IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { MessageHit } from '../../gateway/contract/search.ts';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { isLargeScript } from '../conversation/script.ts';
import { ContactAvatar } from '../inbox/ContactAvatar.tsx';
import { Marked } from './Marked.tsx';
import classes from './Search.module.css';
import { searchPath, type SearchAsked } from './search-url.ts';

type Props = { hit: MessageHit; asked: SearchAsked; isSelected: boolean };

export function MessageResult({ hit, asked, isSelected }: Props) {
  const { t } = useTranslation('search');
  const { state } = useLocation();
  const { conversation, snippet, messageId } = hit;
  const name = conversation.contact.displayName;
  const author = hit.counselorName ?? t('automatic');
  return (
    <li>
      <Link
        data-result
        className={classes.hit}
        state={state}
        to={searchPath(asked, { conversationId: conversation.id, messageId })}
        aria-current={isSelected || undefined}
      >
        <ContactAvatar name={name} messenger={conversation.messenger} />
        <span className={classes.lines}>
          <span className={classes.line}>
            <bdi className={classes.name}>{name}</bdi>
            <RelativeTime at={hit.sentAt} className={classes.time} />
          </span>
          {hit.author === 'contact' ? null : (
            <span className={classes.soft}>
              {hit.isNote ? <IconLock size={14} stroke={1.75} aria-hidden /> : null}
              {hit.isNote ? t('noteBy', { name: author }) : t('by', { name: author })}
            </span>
          )}
          <span
            className={classes.snippet}
            dir="auto"
            data-large={isLargeScript(snippet.text, null) || undefined}
          >
            {hit.source === 'file' ? (
              <IconPaperclip size={14} stroke={1.75} aria-label={t('file')} />
            ) : null}
            <Marked {...snippet} />
          </span>
        </span>
      </Link>
    </li>
  );
}
