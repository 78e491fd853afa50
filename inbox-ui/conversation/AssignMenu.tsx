import { ActionIcon, Button, Popover } from '@mantine/core';
import {
  IconArrowForwardUp,
  IconChevronDown,
  IconUserCheck,
  IconUserPlus,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { menuProps } from '../inbox/menu-props.ts';
import { DeclineDialog } from '../profile/DeclineDialog.tsx';
import { useSession } from '../session.tsx';
import { ColleaguePicker } from '../triage/ColleaguePicker.tsx';
import { HandOverDialog } from '../triage/HandOverDialog.tsx';
import type { PickItem } from '../triage/PickList.tsx';
import type { ConversationActions } from './use-conversation.ts';

type Props = {
  conversation: Conversation;
  actions: ConversationActions;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  isCompact: boolean;
};

const nobody = 'nobody';
const withNote = 'with-note';
const declined = 'declined';

/** Who takes care of it. Changing it fails when somebody else has changed it meanwhile. */
export function AssignMenu({ conversation, actions, isOpen, onOpen, isCompact }: Props) {
  const { t } = useTranslation('conversation');
  const { counselor: me } = useSession();
  const [dialog, setDialog] = useState<'hand-over' | 'decline' | null>(null);
  const { assignee } = conversation;
  const isMine = assignee?.id === me.id;
  const label = assignee
    ? t('assign.to', { name: isMine ? t('assign.me') : assignee.displayName })
    : t('assign.nobody');
  const toggle = () => onOpen(!isOpen);
  const { before, after } = useFixedChoices(conversation, isMine);

  function pick(id: string) {
    onOpen(false);
    if (id === withNote) setDialog('hand-over');
    else if (id === declined) setDialog('decline');
    else actions.assign(id === nobody ? null : id);
  }

  return (
    <>
      <Popover
        opened={isOpen}
        onChange={onOpen}
        portalProps={menuProps.portalProps}
        position="bottom-end"
        width={280}
        trapFocus
        returnFocus
      >
        <Popover.Target>
          {isCompact ? (
            <ActionIcon variant="subtle" color="gray" size={44} aria-label={label} onClick={toggle}>
              {assignee ? (
                <IconUserCheck size={22} stroke={1.75} aria-hidden />
              ) : (
                <IconUserPlus size={22} stroke={1.75} aria-hidden />
              )}
            </ActionIcon>
          ) : (
            <Button
              size="compact-md"
              variant="default"
              aria-label={label}
              rightSection={<IconChevronDown size={14} aria-hidden />}
              maw={180}
              onClick={toggle}
            >
              {assignee ? (
                <bdi>{isMine ? t('assign.me') : assignee.displayName}</bdi>
              ) : (
                t('assign.open')
              )}
            </Button>
          )}
        </Popover.Target>
        <Popover.Dropdown>
          <ColleaguePicker assigneeId={assignee?.id} before={before} after={after} onPick={pick} />
        </Popover.Dropdown>
      </Popover>
      <HandOverDialog
        conversation={conversation}
        isOpen={dialog === 'hand-over'}
        onClose={() => setDialog(null)}
      />
      <DeclineDialog
        key={`${conversation.id} ${dialog}`}
        conversation={conversation}
        isOpen={dialog === 'decline'}
        onClose={() => setDialog(null)}
      />
    </>
  );
}

/** What can be chosen besides the colleagues. */
function useFixedChoices({ assignee, lastMessage, status }: Conversation, isMine: boolean) {
  const { t } = useTranslation(['conversation', 'triage', 'profile']);
  const { counselor: me } = useSession();
  const fixed = (id: string, node: PickItem['node']): PickItem => ({
    id,
    text: '',
    node,
    isFixed: true,
  });
  const handOver = (
    <>
      <IconArrowForwardUp size={16} className="mirrored" aria-hidden />
      {t('triage:assign.handOver')}
    </>
  );
  // The server knows whether they have answered before; here only the last message is known.
  const isUnanswered = isMine && status === 'open' && lastMessage?.author !== 'counselor';
  return {
    before: isMine ? [] : [fixed(me.id, t(assignee ? 'assign.takeOver' : 'assign.take'))],
    after: [
      fixed(withNote, handOver),
      ...(isUnanswered ? [fixed(declined, t('profile:decline.action'))] : []),
      ...(assignee ? [fixed(nobody, t('assign.release'))] : []),
    ],
  };
}
