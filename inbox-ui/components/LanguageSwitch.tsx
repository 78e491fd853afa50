import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages, type Language } from '../i18n.ts';

/** Each language in its own name. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('common');
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('language')}
      value={i18n.resolvedLanguage ?? 'de'}
      onChange={(value) => void chooseLanguage(value as Language)}
      data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
    />
  );
}
