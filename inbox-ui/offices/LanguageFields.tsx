import { Button, Input, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName, languageOptions } from '../contact/language-names.ts';
import classes from './Offices.module.css';

type Props = { languages: readonly string[]; onChange: (languages: string[]) => void };

/** In which an office can counsel: a button for each takes it away, a menu adds one. */
export function LanguageFields({ languages, onChange }: Props) {
  const { t, i18n } = useTranslation('offices');
  const id = useId();
  const addable = languageOptions(i18n.language).filter(({ value }) => !languages.includes(value));
  return (
    <div role="group" aria-labelledby={id}>
      <Input.Label id={id} labelElement="div">
        {t('field.languages')}
      </Input.Label>
      <div className={classes.tags}>
        {languages.map((language) => (
          <Button
            key={language}
            size="compact-md"
            variant="default"
            rightSection={<IconX size={14} aria-hidden />}
            aria-label={t('language.remove', { language: languageName(language, i18n.language) })}
            onClick={() => onChange(languages.filter((one) => one !== language))}
          >
            {languageName(language, i18n.language)}
          </Button>
        ))}
      </div>
      <NativeSelect
        className={classes.add ?? ''}
        aria-label={t('language.add')}
        value=""
        data={[{ value: '', label: t('language.add') }, ...addable]}
        onChange={({ currentTarget: { value } }) => {
          if (value) onChange([...languages, value]);
        }}
      />
    </div>
  );
}
