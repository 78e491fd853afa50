import { useMantineColorScheme } from '@mantine/core';
import {
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconSearch,
  IconSun,
  IconSunMoon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { destinations } from '../components/navigation.ts';
import { chooseLanguage, languages, type Language } from '../i18n.ts';
import { useSession } from '../session.tsx';
import { sections } from '../settings/sections.ts';
import type { PaletteGroup } from './palette-actions.ts';

const schemes = { light: IconSun, dark: IconMoon, auto: IconSunMoon } as const;

/** Where one can go, and how things look: what the role may see. */
export function useGoActions(onHelp: () => void): PaletteGroup[] {
  const { t } = useTranslation(['search', 'common', 'settings', 'views']);
  const { can } = useSession();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const goTo = (path: string) => () => void navigate(path);
  return [
    {
      key: 'go',
      actions: [
        ...(can('conversation.read')
          ? [{ id: 'search', label: t('open'), icon: IconSearch, run: goTo('/inbox/search') }]
          : []),
        ...destinations
          .filter(({ permission }) => can(permission))
          .map(({ key, path, icon }) => ({
            id: path,
            label: t(`views:place.${key}`),
            icon,
            run: goTo(path),
          })),
      ],
    },
    {
      key: 'settings',
      actions: sections
        .filter(({ permission }) => can(permission))
        .map(({ key, icon }) => ({
          id: `settings-${key}`,
          label: t(`settings:section.${key}`),
          icon,
          run: goTo(`/settings/${key}`),
        })),
    },
    {
      key: 'look',
      actions: [
        { id: 'keys', label: t('action.keys'), icon: IconKeyboard, run: onHelp },
        ...(['light', 'dark', 'auto'] as const).map((scheme) => ({
          id: `scheme-${scheme}`,
          label: `${t('common:colorScheme.label')}: ${t(`common:colorScheme.${scheme}`)}`,
          icon: schemes[scheme],
          run: () => setColorScheme(scheme),
        })),
        ...Object.entries(languages).map(([language, name]) => ({
          id: `language-${language}`,
          label: `${t('common:language')}: ${name}`,
          icon: IconLanguage,
          run: () => void chooseLanguage(language as Language),
        })),
      ],
    },
  ];
}
