import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { berlinDay } from '../../gateway/contract/berlin-day.ts';
import { sourceLanguage, type FaqEntry } from '../../gateway/contract/faq.ts';
import { languageName, languageOptions } from '../contact/language-names.ts';
import { cellOf } from './cell-state.ts';
import classes from './Entry.module.css';
import type { EntryValues } from './entry-values.ts';
import { languagesOf } from './filter-faqs.ts';
import { stateIcons } from './StateMark.tsx';

type Props = {
  entry: FaqEntry | null;
  values: EntryValues;
  shown: string | null;
  isReadOnly: boolean;
  onChoose: (language: string) => void;
};

/** The language beside the German text, with how each one stands; others can be added. */
export function LanguageTabs({ entry, values, shown, isReadOnly, onChoose }: Props) {
  const { t, i18n } = useTranslation('faq');
  const day = berlinDay(new Date());
  const known = new Set([...languagesOf(entry ? [entry] : []), ...Object.keys(values.texts)]);
  if (shown) known.add(shown);
  known.delete(sourceLanguage);
  const addable = languageOptions(i18n.language).filter(
    ({ value }) => /^[a-z]{2,3}$/.test(value) && value !== sourceLanguage && !known.has(value),
  );
  return (
    <div className={classes.languages} role="group" aria-label={t('entry.otherLanguage')}>
      {[...known].map((language) => {
        const { state } = entry ? cellOf(entry, language, day) : { state: 'missing' as const };
        const Icon = stateIcons[state];
        return (
          <button
            key={language}
            type="button"
            className={classes.language}
            data-state={state}
            aria-pressed={language === shown}
            onClick={() => onChoose(language)}
          >
            {languageName(language, i18n.language)}
            <Icon size={14} stroke={2} role="img" aria-label={t(`state.${state}`)} />
          </button>
        );
      })}
      {isReadOnly ? null : (
        <NativeSelect
          size="xs"
          className={classes.add ?? ''}
          aria-label={t('entry.addLanguage')}
          value=""
          data={[{ value: '', label: t('entry.addLanguage') }, ...addable]}
          onChange={({ currentTarget: { value } }) => (value ? onChoose(value) : undefined)}
        />
      )}
    </div>
  );
}
