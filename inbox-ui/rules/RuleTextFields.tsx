import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languageName } from '../contact/language-names.ts';
import { isLargeScript } from '../conversation/script.ts';
import { directionOf } from '../i18n.ts';
import { Panel } from '../settings/Panel.tsx';
import classes from './Rules.module.css';
import { Told } from './Told.tsx';

type Texts = Record<string, string>;
type Props = {
  before: Texts;
  texts: Texts;
  error: string | null;
  onChange: (texts: Texts) => void;
};

/** Each language: what it said, and beside it what it will say. */
export function RuleTextFields({ before, texts, error, onChange }: Props) {
  const { t, i18n } = useTranslation('rules');
  return (
    <Panel title={t('group.texts')} lead={t('group.textsLead')}>
      {Object.entries(texts).map(([language, text]) => (
        <div key={language} className={classes.sideBySide}>
          {Object.keys(before).length > 0 ? (
            <Told
              language={before[language] ? language : i18n.language}
              text={before[language] ?? t('oldNone')}
              label={t('old')}
              isBefore
            />
          ) : null}
          <Textarea
            className={classes.field ?? ''}
            label={t('field.why', { language: languageName(language, i18n.language) })}
            value={text}
            error={language === 'de' ? error : null}
            required={language === 'de'}
            lang={language}
            dir={directionOf(language)}
            data-large={isLargeScript(null, language) || undefined}
            maxLength={300}
            autosize
            minRows={3}
            onChange={(event) => onChange({ ...texts, [language]: event.currentTarget.value })}
          />
        </div>
      ))}
    </Panel>
  );
}
