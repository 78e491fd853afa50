import { Button, Group, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  createLabel,
  labelColors,
  updateLabel,
  type Label,
  type LabelColor,
} from '../../gateway/contract/label.ts';
import { ApiProblem, call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { keys } from '../query-client.ts';
import { LabelChip } from '../triage/LabelChip.tsx';
import { nextColor } from '../triage/next-color.ts';

type Props = {
  /** Null for a new one. */
  label: Label | null;
  labels: Label[];
  onDone: () => void;
};

export function LabelForm({ label, labels, onDone }: Props) {
  const { t } = useTranslation(['triage', 'settings', 'common']);
  const client = useQueryClient();
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: {
      name: label?.name ?? '',
      color: label?.color ?? nextColor(labels),
      isArchived: label?.isArchived ?? false,
    } as { name: string; color: LabelColor; isArchived: boolean },
    validate: ({ name }) => ({ name: name.trim() ? null : t('settings:error.nameMissing') }),
    submit: ({ name, color, isArchived }) =>
      label
        ? call(updateLabel, { params: { id: label.id }, body: { name, color, isArchived } })
        : call(createLabel, { body: { name, color } }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: keys.labels });
      onDone();
    },
  });
  const isTaken = problem instanceof ApiProblem && problem.code === 'conflict';
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {isTaken ? <ErrorNote text={t('label.taken')} /> : null}
        {problem && !isTaken ? <ErrorNote error={problem} /> : null}
        <TextInput
          key={form.key('name')}
          {...form.getInputProps('name')}
          label={t('settings.name')}
          placeholder={t('settings.example')}
          maxLength={40}
          autoComplete="off"
          dir="auto"
          data-autofocus
        />
        <Radio.Group
          key={form.key('color')}
          {...form.getInputProps('color')}
          label={t('color.label')}
        >
          <Group gap="xs" mt={4}>
            {labelColors.map((color) => (
              <Radio
                key={color}
                value={color}
                styles={{ body: { alignItems: 'center' } }}
                label={<LabelChip label={{ name: t(`color.${color}`), color }} />}
              />
            ))}
          </Group>
        </Radio.Group>
        {label ? (
          <Switch
            key={form.key('isArchived')}
            {...form.getInputProps('isArchived', { type: 'checkbox' })}
            label={t('settings.archive')}
            description={t('settings.archiveHint')}
          />
        ) : null}
        <Button type="submit" size="md" loading={isSending}>
          {label ? t('common:action.save') : t('settings.add')}
        </Button>
      </Stack>
    </form>
  );
}
