import { ActionIcon, Menu } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { snoozePresets, snoozeUntil } from './snooze-times.ts';
import type { ConversationActions } from './use-conversation.ts';
import { menuProps } from '../inbox/menu-props.ts';
import { intlTag } from '../intl.ts';

type Props = { conversation: Conversation; actions: ConversationActions };

export function SnoozeMenu({ conversation, actions }: Props) {
  const { t } = useTranslation('conversation');
  const isSnoozed = isSnoozedNow(conversation);
  return (
    <Menu {...menuProps} position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon
          variant={isSnoozed ? 'light' : 'subtle'}
          color={isSnoozed ? undefined : 'gray'}
          size={36}
          aria-label={t(isSnoozed ? 'snooze.active' : 'snooze.title')}
          title={t(isSnoozed ? 'snooze.active' : 'snooze.title')}
        >
          <IconClockPause size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <SnoozeItems conversation={conversation} actions={actions} />
      </Menu.Dropdown>
    </Menu>
  );
}

export function SnoozeItems({ conversation, actions }: Props) {
  const { t, i18n } = useTranslation('conversation');
  const now = new Date();
  const day = new Intl.DateTimeFormat(intlTag(i18n.language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (
    <>
      <Menu.Label>{t('snooze.hint')}</Menu.Label>
      {snoozePresets.map((preset) => {
        const until = snoozeUntil(preset, now);
        if (!until) return null;
        return (
          <Menu.Item key={preset} onClick={() => actions.snooze(until)}>
            {t(`snooze.${preset}`)}
            <div style={{ color: 'var(--ink-soft)', fontSize: 13 }}>{day.format(until)}</div>
          </Menu.Item>
        );
      })}
      {isSnoozedNow(conversation) ? (
        <>
          <Menu.Divider />
          <Menu.Item onClick={() => actions.snooze(null)}>{t('snooze.end')}</Menu.Item>
        </>
      ) : null}
    </>
  );
}

function isSnoozedNow({ snoozedUntil }: Conversation): boolean {
  return snoozedUntil !== null && Date.parse(snoozedUntil) > Date.now();
}
