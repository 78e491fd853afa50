import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { berlinDay } from '../../gateway/contract/berlin-day.ts';
import { sourceLanguage, type FaqEntry, type FaqTranslation } from '../../gateway/contract/faq.ts';
import { languageName } from '../contact/language-names.ts';
import { cellOf } from './cell-state.ts';
import { DriftNote } from './DriftNote.tsx';
import classes from './Entry.module.css';
import { isEmpty, noTexts, textFields, type TextProblem, type Texts } from './entry-values.ts';
import { StateMark } from './StateMark.tsx';
import { TextInputField } from './TextInputField.tsx';

type Props = {
  entry: FaqEntry | null;
  language: string;
  texts: Texts | undefined;
  problems: TextProblem[];
  /** What somebody else has saved meanwhile. */
  theirs: FaqTranslation | null;
  isReadOnly: boolean;
  isSaving: boolean;
  onChange: (texts: Texts) => void;
  onApprove?: () => void;
};

/** The texts of one language: how they stand, what changed in German since, and the fields. */
export function TextColumn(props: Props) {
  const { entry, language, texts = noTexts, problems, theirs, isReadOnly, isSaving } = props;
  const { t, i18n } = useTranslation('faq');
  const stored = entry?.translations.find((one) => one.language === language);
  const isChanged = textFields.some((field) => texts[field] !== (stored?.[field] ?? ''));
  const name = languageName(language, i18n.language);
  const canApprove =
    props.onApprove &&
    !isReadOnly &&
    !isEmpty(texts) &&
    (isChanged || stored?.state !== 'approved');
  return (
    <section className={classes.column} aria-label={name}>
      <header className={classes.columnHead}>
        <h2 className={classes.columnTitle}>{name}</h2>
        {entry ? <StateMark cell={cellOf(entry, language, berlinDay(new Date()))} /> : null}
      </header>
      {entry && stored && language !== sourceLanguage && stored.basedOnVersion < entry.version ? (
        <DriftNote entry={entry} basedOnVersion={stored.basedOnVersion} />
      ) : null}
      {textFields.map((field) => (
        <TextInputField
          key={field}
          language={language}
          field={field}
          text={texts[field]}
          problem={problems.find((problem) => problem.field === field)?.code ?? null}
          theirs={
            theirs && ![texts[field], stored?.[field]].includes(theirs[field])
              ? theirs[field]
              : null
          }
          isReadOnly={isReadOnly}
          onChange={(text) => props.onChange({ ...texts, [field]: text })}
        />
      ))}
      {canApprove ? (
        <Button
          variant="default"
          loading={isSaving}
          leftSection={<IconCheck size={18} stroke={1.75} aria-hidden />}
          onClick={props.onApprove}
        >
          {t(isChanged ? 'entry.saveAndApprove' : 'entry.approve', { language: name })}
        </Button>
      ) : null}
    </section>
  );
}
