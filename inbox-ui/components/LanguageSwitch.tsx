import { NativeSelect } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages, type Language } from '../i18n.ts';

const options = Object.entries(languages);

/** Each language in its own name, so that it is found by who cannot read the others. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('common');
  return (
    <NativeSelect
      aria-label={t('language')}
      leftSection={<IconLanguage size={18} stroke={1.75} aria-hidden />}
      value={i18n.language}
      onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}
    >
      {options.map(([value, name]) => (
        <option key={value} value={value} lang={value}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}
