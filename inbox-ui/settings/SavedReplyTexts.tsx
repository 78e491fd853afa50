import { NativeSelect, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName, languageOptions } from '../contact/language-names.ts';
import classes from './SavedReplies.module.css';
import type { SavedReplyError } from './saved-reply-values.ts';
import { SavedReplyText } from './SavedReplyText.tsx';

type Props = {
  texts: Record<string, string>;
  errors: readonly SavedReplyError[];
  isLocked: boolean;
  onChange: (texts: Record<string, string>) => void;
};

/** A tab per language; a dot says that there is a text. */
export function SavedReplyTexts({ texts, errors, isLocked, onChange }: Props) {
  const { t, i18n } = useTranslation('writing');
  const languages = Object.keys(texts);
  const [opened, setOpened] = useState<string | null>(
    languages.find((language) => texts[language]) ?? languages[0] ?? null,
  );
  const nameOf = (language: string) => languageName(language, i18n.language);
  const addable = languageOptions(i18n.language).filter(({ value }) => !languages.includes(value));
  const isMissing = errors.some(({ code }) => code === 'textMissing');

  return (
    <Tabs value={opened} onChange={setOpened} keepMounted={false}>
      <Tabs.List aria-label={t('saved.languages')}>
        {languages.map((language) => {
          const hasText = Boolean(texts[language]?.trim());
          return (
            <Tabs.Tab key={language} value={language}>
              <span className={classes.tab}>
                {nameOf(language)}
                {hasText ? <span className={classes.there} /> : null}
              </span>
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      {isLocked ? null : (
        <NativeSelect
          size="sm"
          className={classes.add ?? ''}
          aria-label={t('saved.addLanguage')}
          value=""
          data={[{ value: '', label: t('saved.addLanguage') }, ...addable]}
          onChange={({ currentTarget: { value } }) => {
            if (!value) return;
            onChange({ ...texts, [value]: '' });
            setOpened(value);
          }}
        />
      )}
      {languages.map((language) => (
        <Tabs.Panel key={language} value={language} pt="md">
          <SavedReplyText
            language={language}
            text={texts[language] ?? ''}
            error={
              isMissing
                ? { field: 'texts', code: 'textMissing' }
                : errors.find((error) => 'language' in error && error.language === language)
            }
            isLocked={isLocked}
            onChange={(text) => onChange({ ...texts, [language]: text })}
          />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
