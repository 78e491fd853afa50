import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconRotate2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { menuProps } from '../inbox/menu-props.ts';
import classes from './ConversationPane.module.css';
import type { ConversationActions } from './use-conversation.ts';

type Props = { conversation: Conversation; actions: ConversationActions; onDone: () => void };

/** Close and stay, or close and go on to the next. */
export function CloseButtons({ conversation, actions, onDone }: Props) {
  const { t } = useTranslation('conversation');
  if (conversation.status === 'closed') {
    return (
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconRotate2 size={16} aria-hidden />}
        loading={actions.isPending}
        onClick={() => actions.reopen()}
      >
        {t('header.reopen')}
      </Button>
    );
  }
  return (
    <Button.Group>
      <Button
        size="compact-md"
        leftSection={<IconCheck size={16} aria-hidden />}
        loading={actions.isPending}
        onClick={() => actions.close(onDone)}
      >
        {t('header.closeNext')}
      </Button>
      <Menu {...menuProps} position="bottom-end" width={220}>
        <Menu.Target>
          <Button
            className={classes.more}
            size="compact-md"
            px={6}
            aria-label={t('header.closeMore')}
          >
            <IconChevronDown size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => actions.close(onDone)}>{t('header.closeNext')}</Menu.Item>
          <Menu.Item onClick={() => actions.close()}>{t('header.closeStay')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
