import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { sourceLanguage, type FaqEntry } from '../../gateway/contract/faq.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useSession } from '../session.tsx';
import { ArchiveButton } from './ArchiveButton.tsx';
import { ConflictNote } from './ConflictNote.tsx';
import classes from './Entry.module.css';
import { EntryFacts } from './EntryFacts.tsx';
import { EntryNotices } from './EntryNotices.tsx';
import {
  changesBetween,
  problemsOf,
  valuesOf,
  type EntryValues,
  type Texts,
} from './entry-values.ts';
import { LanguageTabs } from './LanguageTabs.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { SourceFields } from './SourceFields.tsx';
import { TextColumn } from './TextColumn.tsx';
import { TriggerFields } from './TriggerFields.tsx';
import { useSaveEntry } from './use-save-entry.ts';
import { useShownLanguage } from './use-shown-language.ts';

/** Everything about an answer. Nothing typed is lost: neither to a colleague who was quicker nor to a wrong click. */
export function EntryForm({ entry }: { entry: FaqEntry }) {
  const { t } = useTranslation(['faq', 'common']);
  const [, setParams] = useSearchParams();
  const mayManage = useSession().can('faq.manage');
  const [values, setValues] = useState(() => valuesOf(entry, new Date()));
  const [isChecked, setChecked] = useState(false);
  const language = useShownLanguage(entry, values);
  const saving = useSaveEntry(entry, (saved) => {
    setChecked(false);
    setValues(valuesOf(saved, new Date()));
  });
  // Upon what somebody else has saved meanwhile, too: only what was changed here is sent.
  const changes = changesBetween(valuesOf(entry, new Date()), values);
  const isDirty = mayManage && Object.keys(changes).length > 0;
  const problems = isChecked ? problemsOf(values) : [];

  const change = (part: Partial<EntryValues>) => setValues((now) => ({ ...now, ...part }));
  const changeText = (one: string, texts: Texts) =>
    change({ texts: { ...values.texts, [one]: texts } });

  function save(approve: string[] = []) {
    setChecked(true);
    const found = problemsOf(values);
    if (found.length > 0) {
      const other = found.find((one) => one.language !== sourceLanguage);
      if (other) setParams({ language: other.language }, { replace: true });
      return;
    }
    saving.save(approve.length > 0 ? { ...changes, approve } : changes);
  }

  const column = (one: string) => (
    <TextColumn
      key={one}
      entry={entry}
      language={one}
      texts={values.texts[one]}
      problems={problems.filter((problem) => problem.language === one)}
      theirs={saving.theirs?.translations.find((text) => text.language === one) ?? null}
      isReadOnly={!mayManage}
      isSaving={saving.isSaving}
      onChange={(texts) => changeText(one, texts)}
      onApprove={() => save([one])}
    />
  );

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <LeaveGuard isDirty={isDirty} />
      <EntryNotices entry={entry} />
      {saving.theirs ? <ConflictNote onSave={() => save()} onTake={takeTheirs} /> : null}
      {saving.problem ? <ErrorNote error={saving.problem}>{t('entry.kept')}</ErrorNote> : null}
      {problems.length > 0 ? <ErrorNote text={t('entry.check')} /> : null}
      <LanguageTabs
        entry={entry}
        values={values}
        shown={language}
        isReadOnly={!mayManage}
        onChoose={(one) => setParams({ language: one }, { replace: true })}
      />
      <div className={classes.columns}>
        {column(sourceLanguage)}
        {language ? column(language) : <p className={classes.hint}>{t('entry.onlyGerman')}</p>}
      </div>
      <TriggerFields
        languages={language ? [sourceLanguage, language] : [sourceLanguage]}
        triggers={values.triggers}
        isReadOnly={!mayManage}
        onChange={(triggers) => change({ triggers })}
      />
      <EntryFacts values={values} isReadOnly={!mayManage} onChange={change} />
      <SourceFields
        sources={values.sources}
        isReadOnly={!mayManage}
        onChange={(sources) => change({ sources })}
      />
      {mayManage ? (
        <div className={classes.foot}>
          <Button type="submit" size="md" loading={saving.isSaving} disabled={!isDirty}>
            {t('common:action.save')}
          </Button>
          <span role="status" className={classes.saved}>
            {isDirty ? t('entry.unsaved') : saving.isSaved ? t('entry.saved') : null}
          </span>
          <ArchiveButton entry={entry} isDirty={isDirty} />
        </div>
      ) : null}
    </form>
  );

  function takeTheirs() {
    if (!saving.theirs) return;
    setValues(valuesOf(saving.theirs, new Date()));
    saving.take();
  }
}
