import { Checkbox, Group, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NotificationSettings } from '../../gateway/contract/notification.ts';
import { Panel } from '../settings/Panel.tsx';
import type { ChangeSettings } from './use-change-settings.ts';

type Props = { settings: NotificationSettings; change: ChangeSettings };

/** Monday to Sunday, by any week of the past. */
const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, date: new Date(Date.UTC(2024, 0, day)) }));

/** When nothing rings. */
export function QuietHoursPanel({ settings: { quietHours }, change }: Props) {
  const { t, i18n } = useTranslation('notifications');
  const dayNames = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' });
  const set = (part: Partial<NotificationSettings['quietHours']>) =>
    change({ quietHours: { ...quietHours, ...part } });
  const setTime = (key: 'from' | 'to') => (event: { currentTarget: HTMLInputElement }) => {
    const { value } = event.currentTarget;
    if (value) set({ [key]: value.slice(0, 5) });
  };
  return (
    <Panel title={t('quiet.title')} lead={t('quiet.lead')}>
      <Stack gap="md">
        <Switch
          label={t('quiet.label')}
          checked={quietHours.isOn}
          onChange={(event) => set({ isOn: event.currentTarget.checked })}
        />
        {quietHours.isOn ? (
          <>
            <Group gap="md">
              <TextInput
                type="time"
                label={t('quiet.from')}
                value={quietHours.from}
                onChange={setTime('from')}
              />
              <TextInput
                type="time"
                label={t('quiet.to')}
                value={quietHours.to}
                onChange={setTime('to')}
              />
            </Group>
            <Checkbox.Group
              label={t('quiet.days')}
              value={quietHours.days.map(String)}
              onChange={(chosen) => set({ days: chosen.map(Number) })}
            >
              <Group gap="md" mt="sm">
                {days.map(({ day, date }) => (
                  <Checkbox key={day} value={String(day)} label={dayNames.format(date)} />
                ))}
              </Group>
            </Checkbox.Group>
          </>
        ) : null}
      </Stack>
    </Panel>
  );
}
