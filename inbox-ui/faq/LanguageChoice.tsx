import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { languageName } from '../contact/language-names.ts';
import { languagesOf } from './filter-faqs.ts';
import classes from './Lists.module.css';

type Props = {
  entries: readonly FaqEntry[];
  chosen: string;
  onChoose: (language: string) => void;
};

/** One of the languages that answers are written in. */
export function LanguageChoice({ entries, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation('faq');
  const known = [...new Set([...languagesOf(entries), chosen])];
  return (
    <NativeSelect
      className={classes.choice ?? ''}
      label={t('filter.language')}
      value={chosen}
      data={known.map((one) => ({ value: one, label: languageName(one, i18n.language) }))}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  );
}
