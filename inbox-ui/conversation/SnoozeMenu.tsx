import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { untilNextReply, type Conversation } from '../../gateway/contract/conversation.ts';
import { menuProps } from '../inbox/menu-props.ts';
import { SnoozeDialog } from '../triage/SnoozeDialog.tsx';
import { snoozePresets, snoozeTime, snoozeUntil } from './snooze-times.ts';
import type { ConversationActions } from './use-conversation.ts';
import { useSnoozeWords } from './use-snooze-words.ts';

type Props = { conversation: Conversation; actions: ConversationActions };

export function SnoozeMenu({ conversation: { snoozedUntil }, actions }: Props) {
  const { t } = useTranslation('triage');
  const words = useSnoozeWords(snoozedUntil);
  const [isChoosing, setChoosing] = useState(false);
  return (
    <>
      <Menu {...menuProps} position="bottom-end" width={280}>
        <Menu.Target>
          {words ? (
            <Button
              size="compact-md"
              variant="light"
              leftSection={<IconClockPause size={18} stroke={1.75} aria-hidden />}
              aria-label={t('snooze.change', { state: words.long })}
            >
              {words.short}
            </Button>
          ) : (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('snooze.title')}
              title={t('snooze.title')}
            >
              <IconClockPause size={20} stroke={1.75} aria-hidden />
            </ActionIcon>
          )}
        </Menu.Target>
        <Menu.Dropdown>
          <SnoozeItems
            isSnoozed={words !== null}
            onSnooze={actions.snooze}
            onChoose={() => setChoosing(true)}
          />
        </Menu.Dropdown>
      </Menu>
      <SnoozeDialog
        isOpen={isChoosing}
        onClose={() => setChoosing(false)}
        onSnooze={actions.snooze}
      />
    </>
  );
}

type ItemsProps = {
  isSnoozed: boolean;
  onSnooze: (until: Date | null) => void;
  onChoose: () => void;
};

/** When it comes back; inside a menu. */
export function SnoozeItems({ isSnoozed, onSnooze, onChoose }: ItemsProps) {
  const { t, i18n } = useTranslation('triage');
  const now = new Date();
  return (
    <>
      <Menu.Label>{t('snooze.hint')}</Menu.Label>
      <Menu.Item onClick={() => onSnooze(new Date(untilNextReply))}>
        {t('snooze.untilReply')}
      </Menu.Item>
      {snoozePresets.map((preset) => {
        const until = snoozeUntil(preset, now);
        if (!until) return null;
        return (
          <Menu.Item key={preset} onClick={() => onSnooze(until)}>
            {t(`snooze.${preset}`)}
            <div style={{ color: 'var(--ink-soft)', fontSize: 13 }}>
              {snoozeTime(until, i18n.language)}
            </div>
          </Menu.Item>
        );
      })}
      <Menu.Item onClick={onChoose}>{t('snooze.choose')}</Menu.Item>
      {isSnoozed ? (
        <>
          <Menu.Divider />
          <Menu.Item onClick={() => onSnooze(null)}>{t('snooze.end')}</Menu.Item>
        </>
      ) : null}
    </>
  );
}
