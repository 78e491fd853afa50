import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconTag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { topicKeys, type Conversation } from '../../gateway/contract/conversation.ts';
import { TopicIcon } from '../inbox/TopicIcon.tsx';
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
              <IconTag size={16} stroke={1.75} aria-hidden />
            )
          }
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('topic.change', { topic: topic ? t(`topic.${topic}`) : t('topic.none') })}
        >
          {topic ? t(`topic.${topic}`) : t('topic.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <TopicItems conversation={conversation} actions={actions} />
      </Menu.Dropdown>
    </Menu>
  );
}

export function TopicItems({ conversation, actions }: Props) {
  const { t } = useTranslation('inbox');
  return (
    <>
      <Menu.RadioGroup value={conversation.topic}>
        {topicKeys.map((key) => (
          <Menu.RadioItem
            key={key}
            value={key}
            closeMenuOnClick
            rightSection={<TopicIcon topic={key} isDecorative />}
            onChange={() => actions.setTopic(key)}
          >
            {t(`topic.${key}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      {conversation.topic ? (
        <Menu.Item onClick={() => actions.setTopic(null)}>{t('topic.remove')}</Menu.Item>
      ) : null}
    </>
  );
}
