import {
  IconArchive,
  IconArchiveOff,
  IconClock,
  IconLock,
  IconMessage,
  IconUserCheck,
  IconUserX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { snoozePresets, snoozeUntil } from '../conversation/snooze-times.ts';
import { useConversationActions } from '../conversation/use-conversation.ts';
import { useSession } from '../session.tsx';
import type { PaletteAction } from './palette-actions.ts';
import { startWriting } from './use-write-command.ts';

/** What can be done with the open conversation. */
export function useConversationCommands(conversation: Conversation): PaletteAction[] {
  const { t } = useTranslation(['search', 'triage']);
  const { counselor } = useSession();
  const actions = useConversationActions(conversation);
  const { assignee, status } = conversation;
  const isMine = assignee?.id === counselor.id;
  const isClosed = status === 'closed';
  return [
    { id: 'reply', label: t('action.reply'), icon: IconMessage, run: () => startWriting('reply') },
    { id: 'note', label: t('action.note'), icon: IconLock, run: () => startWriting('note') },
    isMine
      ? {
          id: 'leave',
          label: t('action.unassign'),
          icon: IconUserX,
          run: () => actions.assign(null),
        }
      : {
          id: 'take',
          label: t('action.take'),
          icon: IconUserCheck,
          run: () => actions.assign(counselor.id),
        },
    isClosed
      ? {
          id: 'reopen',
          label: t('action.reopen'),
          icon: IconArchiveOff,
          run: () => actions.reopen(),
        }
      : { id: 'close', label: t('action.close'), icon: IconArchive, run: () => actions.close() },
    ...snoozePresets.flatMap((preset) => {
      const until = snoozeUntil(preset, new Date());
      return until
        ? [
            {
              id: `snooze-${preset}`,
              label: `${t('action.snooze')}: ${t(`triage:snooze.${preset}`)}`,
              icon: IconClock,
              run: () => actions.snooze(until),
            },
          ]
        : [];
    }),
  ];
}
