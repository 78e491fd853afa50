import { Button, Group, NativeSelect, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { automations, channelPolicies, type Channel } from '../../gateway/contract/channel.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { SavedNote } from './SavedNote.tsx';
import { useChannelCommands } from './use-channel.ts';
import { useChannelKinds, useOffices } from './use-settings.ts';

/** Name, office, what the channel may be used for, and what it lets contacts see. */
export function ChannelSettings({ channel }: { channel: Channel }) {
  const { t } = useTranslation(['settings', 'common']);
  const { update } = useChannelCommands(channel.id);
  const offices = useOffices().data?.items ?? [];
  const kind = useChannelKinds().data?.items.find((item) => item.kind === channel.kind);
  const capabilities = Object.values(kind?.capabilities ?? {});
  const canShowTyping = capabilities.some(({ hasTyping }) => hasTyping);
  const canMarkRead = capabilities.some(({ hasReadMarks }) => hasReadMarks);
  const { form, problem, isSending, isDone, onSubmit } = useApiForm({
    initialValues: {
      name: channel.name,
      officeId: channel.officeId ?? '',
      policy: channel.policy as string,
      automation: channel.automation as string,
      sendsTyping: channel.sendsTyping,
      sendsReadMarks: channel.sendsReadMarks,
    },
    validate: ({ name }) => ({ name: name.trim() ? null : t('error.nameMissing') }),
    submit: ({ name, officeId, policy, automation, sendsTyping, sendsReadMarks }) =>
      update.mutateAsync({
        name,
        officeId: officeId || null,
        policy: channelPolicies.find((value) => value === policy) ?? 'full',
        automation: automations.find((value) => value === automation) ?? 'off',
        sendsTyping,
        sendsReadMarks,
      }),
    onDone: () => undefined,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md" maw={520}>
        {problem ? <ErrorNote error={problem} /> : null}
        <TextInput
          key={form.key('name')}
          {...form.getInputProps('name')}
          label={t('channel.name')}
          description={t('channel.nameHint')}
          autoComplete="off"
        />
        {offices.length > 0 ? (
          <NativeSelect
            key={`${form.key('officeId')}-${offices.length}`}
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
        {canShowTyping ? (
          <Switch
            key={form.key('sendsTyping')}
            {...form.getInputProps('sendsTyping', { type: 'checkbox' })}
            label={t('channel.sendsTyping')}
            description={canMarkRead ? t('channel.sendsTypingHint') : undefined}
          />
        ) : null}
        {canMarkRead ? (
          <Switch
            key={form.key('sendsReadMarks')}
            {...form.getInputProps('sendsReadMarks', { type: 'checkbox' })}
            label={t('channel.sendsReadMarks')}
            description={t('channel.sendsReadMarksHint')}
          />
        ) : null}
        <Group>
          <Button type="submit" size="md" variant="default" loading={isSending}>
            {t('common:action.save')}
          </Button>
          <SavedNote isShown={isDone} />
        </Group>
      </Stack>
    </form>
  );
}
