import { Avatar, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { initialsOf } from '../inbox/list-pages.ts';
import { isolate } from '../presence/isolate.ts';
import { useColleaguesAt } from '../presence/use-presence.ts';
import { formatList } from '../intl.ts';
import classes from './Presence.module.css';

const most = 3;

/** The colleagues who have this conversation open as well. */
export function Viewers({ conversationId }: { conversationId: string }) {
  const { t, i18n } = useTranslation('together');
  const here = useColleaguesAt(conversationId);
  if (here.length === 0) return null;
  const names = formatList(
    here.map(({ counselor }) => isolate(counselor.displayName)),
    i18n.language,
  );
  const label = t('viewers.label', { count: here.length, names });
  return (
    <Tooltip label={label} multiline maw={280}>
      <Avatar.Group className={classes.viewers} role="img" aria-label={label} tabIndex={0}>
        {here.slice(0, most).map(({ counselor, state }) => (
          <Avatar
            key={counselor.id}
            className={classes.viewer}
            size={28}
            data-writing={state !== 'looking' || undefined}
            aria-hidden
          >
            {initialsOf(counselor.displayName)}
          </Avatar>
        ))}
        {here.length > most ? (
          <Avatar className={classes.viewer} size={28} aria-hidden>
            +{here.length - most}
          </Avatar>
        ) : null}
      </Avatar.Group>
    </Tooltip>
  );
}
