import { ActionIcon, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../gateway/contract/profile.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useCounselors } from '../conversation/use-counselors.ts';
import { useProfileChanges } from './use-profile.ts';

const nothing = { from: '', to: '', substituteId: '' };

/** When somebody is away, and who stands in. Nobody is asked why. */
export function Absences({ profile }: { profile: Profile }) {
  const { t, i18n } = useTranslation('profile');
  const { addAbsence, removeAbsence } = useProfileChanges(profile.counselorId);
  const [values, setValues] = useState(nothing);
  const colleagues = useCounselors().filter(
    ({ id, isActive }) => isActive && id !== profile.counselorId,
  );
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' });
  const day = (iso: string) => new Date(`${iso}T00:00:00Z`);
  const problem = addAbsence.error ?? removeAbsence.error;
  return (
    <Stack gap="md" maw={560}>
      {problem ? <ErrorNote error={problem} /> : null}
      {profile.absences.length === 0 ? <span>{t('absence.none')}</span> : null}
      {profile.absences.map(({ id, from, to, substitute }) => {
        const range = date.formatRange(day(from), day(to));
        return (
          <Group key={id} gap="xs" wrap="nowrap">
            <span style={{ flex: 1 }}>
              {range}
              {substitute ? ` · ${t('absence.standsIn', { name: substitute.displayName })}` : null}
            </span>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('remove', { name: range })}
              loading={removeAbsence.isPending && removeAbsence.variables === id}
              onClick={() => removeAbsence.mutate(id)}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
        );
      })}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { substituteId, ...when } = values;
          addAbsence.mutate(
            { ...when, substituteId: substituteId || null },
            { onSuccess: () => setValues(nothing) },
          );
        }}
      >
        <Group align="flex-end" gap="sm">
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="date"
              required
              label={t(`absence.${end}`)}
              value={values[end]}
              {...(end === 'to' && { min: values.from })}
              onChange={(event) => setValues({ ...values, [end]: event.currentTarget.value })}
            />
          ))}
          <NativeSelect
            label={t('absence.substitute')}
            value={values.substituteId}
            onChange={(event) => setValues({ ...values, substituteId: event.currentTarget.value })}
            data={[
              { value: '', label: t('absence.nobody') },
              ...colleagues.map(({ id, displayName }) => ({ value: id, label: displayName })),
            ]}
          />
          <Button type="submit" variant="default" loading={addAbsence.isPending}>
            {t('absence.add')}
          </Button>
        </Group>
      </form>
    </Stack>
  );
}
