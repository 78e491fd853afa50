import { ActionIcon, Fieldset, Group, NativeSelect, Select, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { languageLevels, type SpokenLanguage } from '../../gateway/contract/profile.ts';
import { languageName, languageOptions } from '../contact/language-names.ts';

type Props = { value: SpokenLanguage[]; onChange: (languages: SpokenLanguage[]) => void };

/** Languages with their level; from B1 on contacts are led here by them. */
export function Languages({ value, onChange }: Props) {
  const { t, i18n } = useTranslation('profile');
  const nameOf = (tag: string) => languageName(tag, i18n.language);
  return (
    <Fieldset legend={t('languages')}>
      <Stack gap="xs">
        <span>{t('languagesHint')}</span>
        {value.map(({ language, level }) => (
          <Group key={language} gap="xs" wrap="nowrap">
            <span style={{ flex: 1 }}>{nameOf(language)}</span>
            <NativeSelect
              aria-label={t('levelOf', { language: nameOf(language) })}
              value={level}
              data={languageLevels.map((one) => ({
                value: one,
                label: one === 'native' ? t('native') : one,
              }))}
              onChange={(event) => {
                const chosen = languageLevels.find((one) => one === event.currentTarget.value);
                if (!chosen) return;
                onChange(
                  value.map((one) =>
                    one.language === language ? { language, level: chosen } : one,
                  ),
                );
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('remove', { name: nameOf(language) })}
              onClick={() => onChange(value.filter((one) => one.language !== language))}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Select
          key={value.length}
          aria-label={t('addLanguage')}
          placeholder={t('addLanguage')}
          data={languageOptions(i18n.language).filter(
            (option) => !value.some(({ language }) => language === option.value),
          )}
          onChange={(language) =>
            language && onChange([...value, { language, level: 'B2' as const }])
          }
          searchable
        />
      </Stack>
    </Fieldset>
  );
}
