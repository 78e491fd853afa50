import { ActionIcon, Popover } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import type { ConversationActions } from '../conversation/use-conversation.ts';
import { menuProps } from '../inbox/menu-props.ts';
import { formatList } from '../intl.ts';
import { LabelPicker } from './LabelPicker.tsx';

type Props = {
  conversation: Conversation;
  actions: ConversationActions;
  size?: number;
};

/** Which labels the conversation has, and changing them. */
export function LabelsMenu({ conversation: { labels }, actions, size = 36 }: Props) {
  const { t, i18n } = useTranslation('triage');
  const names =
    formatList(
      labels.map(({ name }) => name),
      i18n.language,
    ) || t('label.none');
  return (
    <Popover
      portalProps={menuProps.portalProps}
      position="bottom-end"
      width={280}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={size}
          aria-label={t('label.change', { names })}
          title={t('label.title')}
        >
          <IconTag size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <LabelPicker on={[labels]} onChange={actions.label} />
      </Popover.Dropdown>
    </Popover>
  );
}
