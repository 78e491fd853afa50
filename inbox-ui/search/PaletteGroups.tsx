import { Spotlight } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import type { PaletteGroup } from './palette-actions.ts';

export function PaletteGroups({ groups }: { groups: PaletteGroup[] }) {
  const { t } = useTranslation('search');
  return groups.map(({ key, actions }) => (
    <Spotlight.ActionsGroup key={key} label={t(`group.${key}`)}>
      {actions.map(({ id, label, icon: Icon, run }) => (
        <Spotlight.Action
          key={id}
          label={label}
          leftSection={<Icon size={20} stroke={1.75} aria-hidden />}
          onClick={run}
        />
      ))}
    </Spotlight.ActionsGroup>
  ));
}
