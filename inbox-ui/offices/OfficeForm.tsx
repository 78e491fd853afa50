import { Button, NativeSelect, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { germanStates, type GermanState } from '../../gateway/contract/german-states.ts';
import type { Office } from '../../gateway/contract/office.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useSession } from '../session.tsx';
import { Panel } from '../settings/Panel.tsx';
import { ClosureFields } from './ClosureFields.tsx';
import { DeleteOffice } from './DeleteOffice.tsx';
import { LanguageFields } from './LanguageFields.tsx';
import classes from './Offices.module.css';
import {
  errorsOf,
  valuesOf,
  withPostcode,
  type OfficeError,
  type OfficeValues,
} from './office-values.ts';
import { useSaveOffice } from './use-office.ts';
import { WeekFields } from './WeekFields.tsx';

type TextField =
  | 'name'
  | 'code'
  | 'street'
  | 'city'
  | 'latitude'
  | 'longitude'
  | 'phone'
  | 'email'
  | 'website';

export function OfficeForm({ office }: { office: Office | null }) {
  const { t } = useTranslation(['offices', 'common']);
  const { can } = useSession();
  const [values, setValues] = useState(() => valuesOf(office));
  const [isChecked, setChecked] = useState(false);
  const saving = useSaveOffice(office);
  const errors = isChecked ? [...errorsOf(values), ...saving.errors] : [];
  const errorOf = (field: OfficeError) => (errors.includes(field) ? t(`error.${field}`) : null);

  function change(part: Partial<OfficeValues>) {
    saving.forget();
    setValues((now) => ({ ...now, ...part }));
  }

  function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    setChecked(true);
    const form = event.currentTarget;
    if (errorsOf(values).length === 0) saving.save(values);
    else
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }

  const textProps = (field: TextField) => ({
    label: t(`field.${field}`),
    value: values[field],
    autoComplete: 'off',
    onChange: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) =>
      change({ [field]: value }),
  });

  return (
    <form onSubmit={submit} noValidate>
      {saving.problem ? <ErrorNote error={saving.problem} /> : null}
      <Panel title={t('panel.place')}>
        <Stack gap="md">
          <div className={classes.pair}>
            <TextInput {...textProps('name')} error={errorOf('name')} maxLength={120} dir="auto" />
            <TextInput
              {...textProps('code')}
              description={t('field.codeHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              error={errorOf('code')}
              maxLength={60}
              dir="auto"
            />
          </div>
          <TextInput {...textProps('street')} maxLength={160} dir="auto" />
          <div className={classes.pair}>
            <TextInput
              label={t('field.postcode')}
              value={values.postcode}
              error={errorOf('postcode')}
              inputMode="numeric"
              maxLength={5}
              dir="ltr"
              autoComplete="off"
              onChange={({ currentTarget: { value } }) => {
                saving.forget();
                setValues((now) => withPostcode(now, value));
              }}
            />
            <TextInput {...textProps('city')} maxLength={120} dir="auto" />
            <NativeSelect
              label={t('field.state')}
              description={t('field.stateHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={values.state}
              data={[
                { value: '', label: t('field.noState') },
                ...Object.entries(germanStates).map(([value, label]) => ({ value, label })),
              ]}
              onChange={({ currentTarget: { value } }) =>
                change({ state: value as GermanState | '' })
              }
            />
          </div>
          <div className={classes.pair}>
            <TextInput
              {...textProps('latitude')}
              description={t('field.positionHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              error={errorOf('position')}
              inputMode="decimal"
              dir="ltr"
            />
            <TextInput {...textProps('longitude')} inputMode="decimal" dir="ltr" />
          </div>
        </Stack>
      </Panel>
      <Panel title={t('panel.contact')}>
        <Stack gap="md">
          <div className={classes.pair}>
            <TextInput {...textProps('phone')} type="tel" maxLength={60} dir="ltr" />
            <TextInput {...textProps('email')} error={errorOf('email')} type="email" dir="ltr" />
            <TextInput {...textProps('website')} error={errorOf('website')} type="url" dir="ltr" />
          </div>
          <LanguageFields
            languages={values.languages}
            onChange={(languages) => change({ languages })}
          />
        </Stack>
      </Panel>
      <Panel title={t('panel.hours')} lead={t('panel.hoursLead')}>
        <WeekFields
          week={values.week}
          error={errorOf('hours')}
          onChange={(week) => change({ week })}
        />
      </Panel>
      <Panel title={t('panel.closures')} lead={t('panel.closuresLead')}>
        <ClosureFields
          closures={values.closures}
          error={errorOf('closures')}
          onChange={(closures) => change({ closures })}
        />
      </Panel>
      <Panel title={t('panel.clients')}>
        <Stack gap="md">
          <Switch
            label={t('field.acceptsNewClients')}
            description={t('field.acceptsHint')}
            checked={values.acceptsNewClients}
            onChange={(event) => change({ acceptsNewClients: event.currentTarget.checked })}
          />
          <Switch
            label={t('field.isFallback')}
            description={t(office?.isFallback ? 'field.fallbackIs' : 'field.fallbackHint')}
            checked={values.isFallback}
            disabled={office?.isFallback === true}
            onChange={(event) => change({ isFallback: event.currentTarget.checked })}
          />
          <Textarea
            label={t('field.privacyContact')}
            description={t('field.privacyHint')}
            value={values.privacyContact}
            autosize
            minRows={3}
            maxLength={2000}
            dir="auto"
            onChange={(event) => change({ privacyContact: event.currentTarget.value })}
          />
        </Stack>
      </Panel>
      <div className={classes.end}>
        <Button type="submit" size="md" loading={saving.isPending}>
          {t('common:action.save')}
        </Button>
        {office && can('office.manage') ? <DeleteOffice office={office} /> : null}
      </div>
    </form>
  );
}
