import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconDotsVertical, IconRotate2, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import classes from './ConversationPane.module.css';
import { SnoozeItems } from './SnoozeMenu.tsx';
import { TopicItems } from './TopicMenu.tsx';
import type { ConversationActions } from './use-conversation.ts';
import { menuProps } from '../inbox/menu-props.ts';

type Props = {
  conversation: Conversation;
  actions: ConversationActions;
  onDone: () => void;
  onPanel: () => void;
};

/** On a phone everything but assigning is behind one button. */
export function MoreMenu({ conversation, actions, onDone, onPanel }: Props) {
  const { t } = useTranslation('conversation');
  return (
    <Menu {...menuProps} position="bottom-end" width={280}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={44} aria-label={t('header.more')}>
          <IconDotsVertical size={22} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.menuList}>
        <Menu.Item leftSection={<IconUserCircle size={16} aria-hidden />} onClick={onPanel}>
          {t('panel.label')}
        </Menu.Item>
        {conversation.status === 'closed' ? (
          <Menu.Item
            leftSection={<IconRotate2 size={16} aria-hidden />}
            onClick={() => actions.reopen()}
          >
            {t('header.reopen')}
          </Menu.Item>
        ) : (
          <>
            <Menu.Item
              leftSection={<IconCheck size={16} aria-hidden />}
              onClick={() => actions.close()}
            >
              {t('header.closeStay')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCheck size={16} aria-hidden />}
              onClick={() => actions.close(onDone)}
            >
              {t('header.closeNext')}
            </Menu.Item>
          </>
        )}
        <Menu.Label>{t('header.topic')}</Menu.Label>
        <TopicItems conversation={conversation} actions={actions} />
        <Menu.Divider />
        <SnoozeItems conversation={conversation} actions={actions} />
      </Menu.Dropdown>
    </Menu>
  );
}
