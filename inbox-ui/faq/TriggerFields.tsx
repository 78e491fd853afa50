import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languageName } from '../contact/language-names.ts';
import { directionOf } from '../i18n.ts';
import { Panel } from '../settings/Panel.tsx';
import classes from './Entry.module.css';

type Props = {
  languages: string[];
  triggers: Record<string, string[]>;
  isReadOnly: boolean;
  onChange: (triggers: Record<string, string[]>) => void;
};

/** Words that lead to the answer by themselves, in German and the language beside it. */
export function TriggerFields({ languages, triggers, isReadOnly, onChange }: Props) {
  const { t, i18n } = useTranslation('faq');
  return (
    <Panel title={t('triggers.title')} lead={t('triggers.lead')}>
      <div className={classes.columns}>
        {languages.map((language) => (
          <TagsInput
            key={language}
            label={languageName(language, i18n.language)}
            lang={language}
            dir={directionOf(language)}
            size="md"
            maxTags={60}
            splitChars={[',', ';', '\n']}
            value={triggers[language] ?? []}
            readOnly={isReadOnly}
            onChange={(words) => {
              const kept = words.map((word) => word.trim()).filter(({ length }) => length >= 2);
              onChange({ ...triggers, [language]: kept });
            }}
          />
        ))}
      </div>
    </Panel>
  );
}
