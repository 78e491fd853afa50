import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconUserCheck, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { useSession } from '../session.tsx';
import classes from './ConversationPane.module.css';
import type { ConversationActions } from './use-conversation.ts';
import { useCounselors } from './use-counselors.ts';
import { menuProps } from '../inbox/menu-props.ts';

type Props = {
  conversation: Conversation;
  actions: ConversationActions;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  isCompact: boolean;
};

/** Who takes care of it. Changing it fails when somebody else has changed it meanwhile. */
export function AssignMenu({
  conversation: { assignee },
  actions,
  isOpen,
  onOpen,
  isCompact,
}: Props) {
  const { t } = useTranslation('conversation');
  const { counselor: me } = useSession();
  const colleagues = useCounselors().filter(({ id, isActive }) => isActive && id !== me.id);
  const isMine = assignee?.id === me.id;
  const label = assignee
    ? t('assign.to', { name: isMine ? t('assign.me') : assignee.displayName })
    : t('assign.nobody');
  return (
    <Menu {...menuProps} opened={isOpen} onChange={onOpen} position="bottom-end" width={260}>
      <Menu.Target>
        {isCompact ? (
          <ActionIcon variant="subtle" color="gray" size={44} aria-label={label}>
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
          >
            {assignee ? (
              <bdi>{isMine ? t('assign.me') : assignee.displayName}</bdi>
            ) : (
              t('assign.open')
            )}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown className={classes.menuList}>
        {isMine ? null : (
          <Menu.Item
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => actions.assign(me.id)}
          >
            {assignee ? t('assign.takeOver') : t('assign.take')}
          </Menu.Item>
        )}
        {colleagues.length > 0 ? <Menu.Label>{t('assign.colleagues')}</Menu.Label> : null}
        {colleagues.map(({ id, displayName }) => (
          <Menu.Item
            key={id}
            leftSection={
              <IconCheck
                size={16}
                visibility={id === assignee?.id ? 'visible' : 'hidden'}
                aria-hidden
              />
            }
            onClick={() => actions.assign(id)}
          >
            <bdi>{displayName}</bdi>
          </Menu.Item>
        ))}
        {assignee ? (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => actions.assign(null)}>{t('assign.release')}</Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
