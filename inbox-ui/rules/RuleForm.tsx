import { Button, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { germanStates, type GermanState } from '../../gateway/contract/german-states.ts';
import { createRule, ruleAgeBands, type Rule } from '../../gateway/contract/rule.ts';
import { call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { keys } from '../query-client.ts';
import { Panel } from '../settings/Panel.tsx';
import { RuleFacts } from './RuleFacts.tsx';
import classes from './Rules.module.css';
import { RuleSourceFields } from './RuleSourceFields.tsx';
import { RuleTextFields } from './RuleTextFields.tsx';
import { bodyOf, errorsOf, valuesOf, type RuleErrors, type RuleValues } from './rule-values.ts';

/** The next version, with the last one above and each text beside what it said. */
export function RuleForm({ before }: { before: Rule | null }) {
  const { t } = useTranslation('rules');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [values, setValues] = useState(() => valuesOf(before));
  const [isChecked, setChecked] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (state: Rule['state']) => call(createRule, { body: bodyOf(values, before, state) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.rules });
      await navigate('/settings/rules');
    },
  });
  const found = isChecked ? errorsOf(values) : {};
  const errorOf = (field: keyof RuleErrors) => {
    const code = found[field];
    return code ? t(`error.${code}`) : null;
  };
  const change = (part: Partial<RuleValues>) => setValues((now) => ({ ...now, ...part }));

  function save(state: Rule['state']) {
    setChecked(true);
    if (Object.keys(errorsOf(values)).length === 0) mutate(state);
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    save('active');
  }

  return (
    <form onSubmit={submit} noValidate>
      {before ? (
        <Panel title={`${t('old')}: ${t('version', { version: before.version })}`}>
          <RuleFacts rule={before} />
        </Panel>
      ) : null}
      <Panel title={t('group.target')}>
        <div className={classes.grid}>
          {(['name', 'kind', 'url', 'phone'] as const).map((field) => (
            <TextInput
              key={field}
              label={t(`field.${field}`)}
              value={values[field]}
              error={field === 'phone' ? null : errorOf(field)}
              maxLength={
                field === 'url' ? 500 : field === 'phone' ? 40 : field === 'kind' ? 80 : 120
              }
              dir={field === 'url' || field === 'phone' ? 'ltr' : 'auto'}
              required={field === 'name' || field === 'kind'}
              autoComplete="off"
              onChange={(event) => change({ [field]: event.currentTarget.value })}
            />
          ))}
        </div>
      </Panel>
      <Panel title={t('group.condition')}>
        <div className={classes.grid}>
          <NativeSelect
            label={t('field.age')}
            value={values.age}
            data={[
              { value: '', label: t('choice.any') },
              ...ruleAgeBands.map((value) => ({ value, label: t(`condition.${value}`) })),
            ]}
            onChange={(event) => change({ age: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('field.asylum')}
            value={values.asylum}
            data={[
              { value: '', label: t('choice.any') },
              { value: 'yes', label: t('choice.yes') },
              { value: 'no', label: t('choice.no') },
            ]}
            onChange={(event) =>
              change({ asylum: event.currentTarget.value as RuleValues['asylum'] })
            }
          />
          <MultiSelect
            label={t('field.states')}
            placeholder={values.states.length === 0 ? t('choice.any') : ''}
            value={values.states}
            data={Object.entries(germanStates).map(([value, label]) => ({ value, label }))}
            onChange={(states) => change({ states: states as GermanState[] })}
          />
          <TextInput
            label={t('field.prefixes')}
            description={t('field.prefixesHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={values.prefixes}
            error={errorOf('prefixes')}
            dir="ltr"
            autoComplete="off"
            onChange={(event) => change({ prefixes: event.currentTarget.value })}
          />
        </div>
      </Panel>
      <Panel title={t('group.time')}>
        <div className={classes.grid}>
          {(['validFrom', 'validTo', 'reviewBy'] as const).map((field) => (
            <TextInput
              key={field}
              type="date"
              label={t(`field.${field}`)}
              description={field === 'validTo' ? t('field.validToHint') : null}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={values[field]}
              error={field === 'reviewBy' ? null : errorOf(field)}
              onChange={(event) => change({ [field]: event.currentTarget.value })}
            />
          ))}
        </div>
      </Panel>
      <RuleTextFields
        before={before?.why ?? {}}
        texts={values.why}
        error={errorOf('why')}
        onChange={(why) => change({ why })}
      />
      <RuleSourceFields
        sources={values.sources}
        error={errorOf('sources')}
        onChange={(sources) => change({ sources })}
      />
      {error ? <ErrorNote error={error} /> : null}
      <div className={classes.actions}>
        <Button type="submit" size="md" loading={isPending}>
          {t('saveActive')}
        </Button>
        <Button variant="default" size="md" disabled={isPending} onClick={() => save('draft')}>
          {t('saveDraft')}
        </Button>
      </div>
    </form>
  );
}
