import { Button, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { createCounselor } from '../../gateway/contract/account.ts';
import { isEmail, minPasswordLength } from '../account/checks.ts';
import { ApiProblem, call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { SecretInput } from '../components/SecretInput.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { keys } from '../query-client.ts';
import { CounselorFields, rolesOf } from './CounselorFields.tsx';

export function NewCounselor({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: { displayName: '', email: '', password: '', role: 'counselor', officeId: '' },
    validate: ({ displayName, email, password }) => ({
      displayName: displayName.trim() ? null : t('error.nameMissing'),
      email: isEmail(email) ? null : t('error.emailInvalid'),
      password:
        password.length >= minPasswordLength
          ? null
          : t('error.passwordShort', { count: minPasswordLength }),
    }),
    submit: ({ displayName, email, password, role, officeId }) =>
      call(createCounselor, {
        body: {
          displayName,
          email: email.trim(),
          password,
          roles: rolesOf(role),
          officeId: officeId || null,
        },
      }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: keys.counselors });
      onDone();
    },
  });
  const isTaken = problem instanceof ApiProblem && problem.code === 'conflict';
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {isTaken ? <ErrorNote text={t('counselor.taken')} /> : null}
        {problem && !isTaken ? <ErrorNote error={problem} /> : null}
        <TextInput
          key={form.key('displayName')}
          {...form.getInputProps('displayName')}
          label={t('counselor.name')}
          autoComplete="off"
          data-autofocus
        />
        <TextInput
          key={form.key('email')}
          {...form.getInputProps('email')}
          label={t('counselor.email')}
          type="email"
          autoComplete="off"
        />
        <SecretInput
          key={form.key('password')}
          {...form.getInputProps('password')}
          label={t('counselor.password')}
          description={t('counselor.passwordHint', { count: minPasswordLength })}
          autoComplete="new-password"
        />
        <CounselorFields
          role={form.getInputProps('role')}
          office={form.getInputProps('officeId')}
        />
        <Button type="submit" size="md" loading={isSending}>
          {t('counselor.add')}
        </Button>
      </Stack>
    </form>
  );
}
