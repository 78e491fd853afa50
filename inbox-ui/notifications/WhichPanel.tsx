import { Checkbox, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NotificationSettings } from '../../gateway/contract/notification.ts';
import { Panel } from '../settings/Panel.tsx';
import { useOffices } from '../settings/use-settings.ts';
import type { ChangeSettings } from './use-change-settings.ts';

type Props = { settings: NotificationSettings; change: ChangeSettings };

/** Of which conversations somebody wants to hear. */
export function WhichPanel({ settings, change }: Props) {
  const { t } = useTranslation('notifications');
  const offices = useOffices().data?.items ?? [];
  return (
    <Panel title={t('which.title')}>
      <Stack gap="md">
        <Switch
          label={t('which.mine')}
          description={t('which.mineHint')}
          checked={settings.notifiesMine}
          onChange={(event) => change({ notifiesMine: event.currentTarget.checked })}
        />
        <Switch
          label={t('which.mentions')}
          description={t('which.mentionsHint')}
          checked={settings.notifiesMentions}
          onChange={(event) => change({ notifiesMentions: event.currentTarget.checked })}
        />
        <Switch
          label={t('which.unassigned')}
          description={t('which.unassignedHint')}
          checked={settings.notifiesUnassigned}
          onChange={(event) => change({ notifiesUnassigned: event.currentTarget.checked })}
        />
        {settings.notifiesUnassigned && offices.length > 0 ? (
          <Checkbox.Group
            label={t('which.offices')}
            description={t('which.officesHint')}
            value={settings.officeIds}
            onChange={(officeIds) => change({ officeIds })}
          >
            <Stack gap="sm" mt="sm">
              {offices.map(({ id, name }) => (
                <Checkbox key={id} value={id} label={<bdi>{name}</bdi>} />
              ))}
            </Stack>
          </Checkbox.Group>
        ) : null}
      </Stack>
    </Panel>
  );
}
