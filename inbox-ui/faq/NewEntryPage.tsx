import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { createFaq, sourceLanguage } from '../../gateway/contract/faq.ts';
import { dismissFaqQuestion } from '../../gateway/contract/faq-editing.ts';
import { ApiProblem, call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { keys } from '../query-client.ts';
import { keyFrom } from '../settings/saved-reply-values.ts';
import classes from './Entry.module.css';
import { EntryFacts } from './EntryFacts.tsx';
import { noTexts, problemsOf, valuesOf, type EntryValues } from './entry-values.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { PageHead } from '../components/PageHead.tsx';
import { SourceFields } from './SourceFields.tsx';
import { TextColumn } from './TextColumn.tsx';
import { TriggerFields } from './TriggerFields.tsx';

/** Writes a new answer: German first. `?word=…&language=…` begins with what a client asked. */
export function NewEntryPage() {
  const { t } = useTranslation(['faq', 'common']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [start] = useState(() => startFrom(params));
  const [values, setValues] = useState(start);
  const [key, setKey] = useState('');
  const [isChecked, setChecked] = useState(false);
  const german = values.texts[sourceLanguage] ?? noTexts;
  const suggested = keyFrom(german.question);
  const creating = useMutation({
    mutationFn: () => {
      const { texts, validUntil, ownerId: _, ...fields } = values;
      const translations = [{ language: sourceLanguage, ...(texts[sourceLanguage] ?? noTexts) }];
      return call(createFaq, {
        body: { ...fields, key: key || suggested, validUntil: validUntil || null, translations },
      });
    },
    onSuccess: (made) => {
      const question = params.get('question');
      if (question) {
        void call(dismissFaqQuestion, { params: { id: question } })
          .catch(() => undefined)
          .then(() => client.invalidateQueries({ queryKey: keys.faqQuestions }));
      }
      client.setQueryData(keys.faq(made.id), made);
      void client.invalidateQueries({ queryKey: keys.faqs });
      void client.invalidateQueries({ queryKey: keys.faqCounts });
    },
  });
  const made = creating.data?.id;
  // Not before it is known here that nothing is left to be saved.
  useEffect(() => {
    if (made) void navigate(`/faq/entries/${made}`, { replace: true });
  }, [made, navigate]);
  const isTaken = creating.error instanceof ApiProblem && creating.error.code === 'conflict';
  const problems = isChecked ? problemsOf(values) : [];
  const change = (part: Partial<EntryValues>) => setValues((now) => ({ ...now, ...part }));

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (problemsOf(values).length === 0) creating.mutate();
      }}
    >
      <LeaveGuard isDirty={values !== start && !creating.isSuccess} />
      <PageHead
        title={t('matrix.new')}
        lead={t('entry.newLead')}
        back={{ to: '/faq', label: t('matrix.title') }}
      />
      {creating.error && !isTaken ? (
        <ErrorNote error={creating.error}>{t('entry.kept')}</ErrorNote>
      ) : null}
      <div className={classes.columns}>
        <TextColumn
          entry={null}
          language={sourceLanguage}
          texts={german}
          problems={problems}
          theirs={null}
          isReadOnly={false}
          isSaving={creating.isPending}
          onChange={(texts) => change({ texts: { [sourceLanguage]: texts } })}
        />
        <TextInput
          label={t('entry.key')}
          description={t('entry.keyHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={isTaken ? t('entry.keyTaken') : null}
          value={key}
          placeholder={suggested}
          dir="ltr"
          maxLength={60}
          onChange={(event) =>
            setKey(event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-'))
          }
        />
      </div>
      <TriggerFields
        languages={[...new Set([sourceLanguage, ...Object.keys(values.triggers)])]}
        triggers={values.triggers}
        isReadOnly={false}
        onChange={(triggers) => change({ triggers })}
      />
      <EntryFacts values={values} isReadOnly={false} onChange={change} />
      <SourceFields
        sources={values.sources}
        isReadOnly={false}
        onChange={(sources) => change({ sources })}
      />
      <div className={classes.foot}>
        <Button type="submit" size="md" loading={creating.isPending}>
          {t('common:action.save')}
        </Button>
      </div>
    </form>
  );
}

function startFrom(params: URLSearchParams): EntryValues {
  const empty = valuesOf(null, new Date());
  const word = params.get('word')?.slice(0, 60).trim();
  const language = params.get('language');
  if (!word || !language) return empty;
  const texts =
    language === sourceLanguage
      ? { [sourceLanguage]: { ...noTexts, question: params.get('word')?.slice(0, 120) ?? '' } }
      : empty.texts;
  return { ...empty, texts, triggers: { [language]: [word] } };
}
