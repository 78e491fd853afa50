import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCategory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  topicKeys,
  type Conversation,
  type TopicKey,
} from '../../gateway/contract/conversation.ts';
import { TopicIcon } from '../inbox/TopicIcon.tsx';
import classes from './ConversationPane.module.css';
import type { ConversationActions } from './use-conversation.ts';
import { menuProps } from '../inbox/menu-props.ts';

type Props = { conversation: Conversation; actions: ConversationActions };

export function TopicMenu({ conversation, actions }: Props) {
  const { t } = useTranslation('inbox');
  const { topic } = conversation;
  return (
    <Menu {...menuProps} position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          size="compact-md"
          variant="default"
          leftSection={
            topic ? (
              <TopicIcon topic={topic} isDecorative />
            ) : (
              <IconCategory size={16} stroke={1.75} aria-hidden />
            )
          }
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('topic.change', { topic: topic ? t(`topic.${topic}`) : t('topic.none') })}
        >
          <span className={classes.wide}>{topic ? t(`topic.${topic}`) : t('topic.title')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <TopicItems topic={topic} isRemovable={topic !== null} onPick={actions.setTopic} />
      </Menu.Dropdown>
    </Menu>
  );
}

type ItemsProps = {
  topic: TopicKey | null;
  isRemovable: boolean;
  onPick: (topic: TopicKey | null) => void;
};

/** What it is about; inside a menu. */
export function TopicItems({ topic, isRemovable, onPick }: ItemsProps) {
  const { t } = useTranslation('inbox');
  return (
    <>
      <Menu.RadioGroup value={topic}>
        {topicKeys.map((key) => (
          <Menu.RadioItem
            key={key}
            value={key}
            closeMenuOnClick
            rightSection={<TopicIcon topic={key} isDecorative />}
            onChange={() => onPick(key)}
          >
            {t(`topic.${key}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      {isRemovable ? <Menu.Item onClick={() => onPick(null)}>{t('topic.remove')}</Menu.Item> : null}
    </>
  );
}
