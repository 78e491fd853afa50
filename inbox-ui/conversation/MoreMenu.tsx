import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCheck,
  IconDotsVertical,
  IconRotate2,
  IconTag,
  IconUserCircle,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import classes from './ConversationPane.module.css';
import { SnoozeItems } from './SnoozeMenu.tsx';
import { TopicItems } from './TopicMenu.tsx';
import type { ConversationActions } from './use-conversation.ts';
import { menuProps } from '../inbox/menu-props.ts';
import { FormDialog } from '../settings/FormDialog.tsx';
import { LabelPicker } from '../triage/LabelPicker.tsx';
import { SnoozeDialog } from '../triage/SnoozeDialog.tsx';

type Props = {
  conversation: Conversation;
  actions: ConversationActions;
  onDone: () => void;
  onPanel: () => void;
};

/** On a phone everything but assigning is behind one button. */
export function MoreMenu({ conversation, actions, onDone, onPanel }: Props) {
  const { t } = useTranslation(['conversation', 'triage']);
  const [dialog, setDialog] = useState<'labels' | 'snooze' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
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
          <Menu.Item
            leftSection={<IconTag size={16} aria-hidden />}
            onClick={() => setDialog('labels')}
          >
            {t('triage:label.title')}
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
          <TopicItems
            topic={conversation.topic}
            isRemovable={conversation.topic !== null}
            onPick={actions.setTopic}
          />
          <Menu.Divider />
          <SnoozeItems
            isSnoozed={conversation.snoozedUntil !== null}
            onSnooze={actions.snooze}
            onChoose={() => setDialog('snooze')}
          />
        </Menu.Dropdown>
      </Menu>
      <SnoozeDialog isOpen={dialog === 'snooze'} onClose={close} onSnooze={actions.snooze} />
      <FormDialog title={t('triage:label.title')} isOpen={dialog === 'labels'} onClose={close}>
        <LabelPicker on={[conversation.labels]} onChange={actions.label} />
      </FormDialog>
    </>
  );
}
