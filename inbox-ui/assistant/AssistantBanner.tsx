import { Button } from '@mantine/core';
import { IconRobot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import type { ConversationActions } from '../conversation/use-conversation.ts';
import { useSession } from '../session.tsx';
import classes from './Banner.module.css';

type Props = { conversation: Conversation; actions: ConversationActions };

/** Who answers at the moment, and how to step in. */
export function AssistantBanner({ conversation: { status }, actions }: Props) {
  const { t } = useTranslation('assistant');
  const { counselor: me, can } = useSession();
  if (status !== 'automated') return null;
  return (
    <div className={classes.banner} role="status">
      <IconRobot size={20} stroke={1.75} aria-hidden className={classes.icon} />
      <span className={classes.text}>{t('answers_itself')}</span>
      {can('conversation.write') ? (
        <Button size="compact-md" variant="default" onClick={() => actions.assign(me.id)}>
          {t('takeOver')}
        </Button>
      ) : null}
    </div>
  );
}
