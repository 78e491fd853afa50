import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLargeScript } from '../conversation/script.ts';
import { directionOf } from '../i18n.ts';
import classes from './Entry.module.css';
import { maxLength, maxSmsParts, smsOf, type TextField, type TextProblem } from './entry-values.ts';

type Props = {
  language: string;
  field: TextField;
  text: string;
  problem: TextProblem['code'] | null;
  theirs: string | null;
  isReadOnly: boolean;
  onChange: (text: string) => void;
};

const rows: Record<TextField, number> = { question: 1, short: 3, long: 5, sms: 3 };

/** One text with its measure; below it what a colleague has saved meanwhile, if that differs. */
export function TextInputField({
  language,
  field,
  text,
  problem,
  theirs,
  isReadOnly,
  onChange,
}: Props) {
  const { t } = useTranslation('faq');
  const large = isLargeScript(null, language) || undefined;
  const direction = directionOf(language);
  const sms = field === 'sms' ? smsOf(language, text) : null;
  const used = text.trim().length;
  const isOver = sms ? sms.parts > maxSmsParts : used > maxLength[field];
  const max = maxLength[field];
  return (
    <div className={classes.field}>
      <Textarea
        label={t(`field.${field}`)}
        value={text}
        lang={language}
        dir={direction}
        data-large={large}
        autosize
        minRows={rows[field]}
        maxRows={14}
        readOnly={isReadOnly}
        error={problem ? t(`problem.${problem}`, { max }) : null}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <span className={classes.measure} data-over={isOver || undefined}>
        {sms
          ? t('field.smsMeasure', {
              parts: sms.parts,
              max: maxSmsParts,
              left: maxSmsParts * (sms.encoding === 'gsm7' ? 153 : 67) - sms.units,
            })
          : t('field.measure', { used, max })}
      </span>
      {theirs === null ? null : (
        <p className={classes.theirs}>
          {t('conflict.theirs')}{' '}
          <span lang={language} dir={direction}>
            {theirs}
          </span>
        </p>
      )}
    </div>
  );
}
