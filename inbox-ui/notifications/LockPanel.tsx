import { Button, Group, NativeSelect } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NotificationSettings } from '../../gateway/contract/notification.ts';
import { lockScreen } from '../desk/screen-lock.ts';
import { Panel } from '../settings/Panel.tsx';
import type { ChangeSettings } from './use-change-settings.ts';

type Props = { settings: NotificationSettings; change: ChangeSettings };

const choices = [5, 10, 15, 30, 60];

/** When the screen locks by itself. */
export function LockPanel({ settings: { idleMinutes }, change }: Props) {
  const { t } = useTranslation('notifications');
  const offered = [...new Set([...choices, idleMinutes])].toSorted((a, b) => a - b);
  return (
    <Panel title={t('lock.panel')} lead={t('lock.panelLead')}>
      <Group justify="space-between" align="end">
        <NativeSelect
          label={t('lock.after')}
          value={String(idleMinutes)}
          onChange={(event) => change({ idleMinutes: Number(event.currentTarget.value) })}
          data={offered.map((minutes) => ({
            value: String(minutes),
            label: t('lock.minutes', { count: minutes }),
          }))}
        />
        <Button
          variant="default"
          leftSection={<IconLock size={18} stroke={1.75} aria-hidden />}
          onClick={() => void lockScreen()}
        >
          {t('lock.now')}
        </Button>
      </Group>
    </Panel>
  );
}
