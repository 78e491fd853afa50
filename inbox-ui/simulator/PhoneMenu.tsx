import { ActionIcon, Menu } from '@mantine/core';
import { IconFile, IconMapPin, IconMicrophone, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { canRecord } from '../conversation/use-voice-recorder.ts';
import { menuProps } from '../inbox/menu-props.ts';

type Props = { onFile: () => void; onVoice: () => void; onLocation: () => void };

/** What else a phone can send. */
export function PhoneMenu({ onFile, onVoice, onLocation }: Props) {
  const { t } = useTranslation('simulator');
  return (
    <Menu {...menuProps} position="top-start" width={220}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          radius="xl"
          size={40}
          aria-label={t('phone.more')}
        >
          <IconPlus size={22} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFile size={16} aria-hidden />} onClick={onFile}>
          {t('phone.file')}
        </Menu.Item>
        {canRecord() ? (
          <Menu.Item leftSection={<IconMicrophone size={16} aria-hidden />} onClick={onVoice}>
            {t('phone.voice')}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconMapPin size={16} aria-hidden />} onClick={onLocation}>
          {t('phone.location')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
