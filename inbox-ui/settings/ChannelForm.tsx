import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import {
  automations,
  channelPolicies,
  createChannel,
  type ChannelKind,
} from '../../gateway/contract/channel.ts';
import { call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { keys } from '../query-client.ts';
import { CredentialFields } from './CredentialFields.tsx';
import { emptyCredentials, givenCredentials, missingFields } from './kinds.ts';
import { PairingRisk } from './PairingRisk.tsx';
import { useFieldWords } from './use-field-words.ts';
import { useOffices } from './use-settings.ts';

/** Connects a channel; afterwards its page says what is left to do at the provider. */
export function ChannelForm({ kind }: { kind: ChannelKind }) {
  const { t } = useTranslation(['settings', 'pairing', 'common']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const offices = useOffices().data?.items ?? [];
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: {
      name: t(`kind.${kind.kind}.suggestedName`, { defaultValue: '' }),
      officeId: '',
      policy: 'full',
      automation: 'off',
      credentials: emptyCredentials(kind),
      acceptedRisk: false,
    },
    validate: (values) => ({
      name: values.name.trim() ? null : t('error.nameMissing'),
      acceptedRisk: kind.risk && !values.acceptedRisk ? t('pairing:risk.missing') : null,
      ...Object.fromEntries(
        missingFields(kind, values.credentials).map((name) => [
          `credentials.${name}`,
          t('error.fieldMissing'),
        ]),
      ),
    }),
    translate: useFieldWords(kind.kind),
    submit: (values) =>
      call(createChannel, {
        body: {
          kind: kind.kind,
          name: values.name,
          officeId: values.officeId || null,
          policy: channelPolicies.find((policy) => policy === values.policy) ?? 'full',
          automation: automations.find((value) => value === values.automation) ?? 'off',
          credentials: givenCredentials(values.credentials),
          ...(kind.risk && { acceptedRisk: values.acceptedRisk }),
        },
      }),
    onDone: (channel) => {
      client.setQueryData(keys.channel(channel.id), channel);
      void client.invalidateQueries({ queryKey: keys.channels, exact: true });
      void navigate(`/settings/channels/${channel.id}`, { replace: true });
    },
  });

  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md" maw={520}>
        {problem ? <ErrorNote error={problem}>{t('channel.kept')}</ErrorNote> : null}
        <TextInput
          key={form.key('name')}
          {...form.getInputProps('name')}
          label={t('channel.name')}
          description={t('channel.nameHint')}
          autoComplete="off"
        />
        <CredentialFields kind={kind} form={form} />
        {offices.length > 0 ? (
          <NativeSelect
            key={form.key('officeId')}
            {...form.getInputProps('officeId')}
            label={t('channel.office')}
            data={[
              { value: '', label: t('channel.allOffices') },
              ...offices.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        ) : null}
        <NativeSelect
          key={form.key('policy')}
          {...form.getInputProps('policy')}
          label={t('channel.policy')}
          data={channelPolicies.map((value) => ({ value, label: t(`policy.${value}`) }))}
        />
        <NativeSelect
          key={form.key('automation')}
          {...form.getInputProps('automation')}
          label={t('automation.label')}
          data={automations.map((value) => ({ value, label: t(`automation.${value}`) }))}
        />
        {kind.risk ? (
          <PairingRisk
            key={form.key('acceptedRisk')}
            {...form.getInputProps('acceptedRisk', { type: 'checkbox' })}
            risk={kind.risk}
          />
        ) : null}
        <Group>
          <Button type="submit" size="md" loading={isSending}>
            {t(kind.hasPairing ? 'pairing:action.create' : 'channel.connect')}
          </Button>
          <Button variant="subtle" size="md" component={Link} to="/settings/channels">
            {t('common:action.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
