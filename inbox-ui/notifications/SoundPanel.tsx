import { Button, Group, Switch } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NotificationSettings } from '../../gateway/contract/notification.ts';
import { Panel } from '../settings/Panel.tsx';
import { playTone } from './sound.ts';
import type { ChangeSettings } from './use-change-settings.ts';

type Props = { settings: NotificationSettings; change: ChangeSettings };

export function SoundPanel({ settings, change }: Props) {
  const { t } = useTranslation('notifications');
  return (
    <Panel title={t('sound.title')}>
      <Group justify="space-between" align="center">
        <Switch
          label={t('sound.label')}
          description={t('sound.hint')}
          checked={settings.hasSound}
          onChange={(event) => change({ hasSound: event.currentTarget.checked })}
        />
        <Button
          variant="default"
          leftSection={<IconVolume size={18} stroke={1.75} aria-hidden />}
          onClick={() => void playTone()}
        >
          {t('sound.test')}
        </Button>
      </Group>
    </Panel>
  );
}
