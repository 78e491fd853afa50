import { Button, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { getSetup, logIn } from '../../gateway/contract/account.ts';
import { ApiProblem, call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { SecretInput } from '../components/SecretInput.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { forgetLock } from '../desk/screen-lock.ts';
import { keepTextsOf } from '../forget-texts.ts';
import { keys } from '../query-client.ts';
import { AccountPage } from './AccountPage.tsx';
import { safeNext } from './checks.ts';

export function LoginPage() {
  const { t } = useTranslation(['account', 'common']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const setup = useQuery({ queryKey: keys.setup, queryFn: () => call(getSetup) });
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: { email: '', password: '' },
    validate: ({ email, password }) => ({
      email: email.trim() ? null : t('error.emailMissing'),
      password: password ? null : t('error.passwordMissing'),
    }),
    submit: (values) => call(logIn, { body: { ...values, email: values.email.trim() } }),
    onDone: ({ counselor }) => {
      keepTextsOf(counselor.id);
      forgetLock();
      client.clear();
      void navigate(safeNext(search.get('next')), { replace: true });
    },
  });
  const isWrong = problem instanceof ApiProblem && problem.code === 'unauthenticated';

  return (
    <AccountPage title={t('login.title')} lead={setup.data?.isOpen ? t('login.notSetUp') : null}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {isWrong ? <ErrorNote text={t('login.wrong')}>{t('login.forgotten')}</ErrorNote> : null}
          {problem && !isWrong ? <ErrorNote error={problem} /> : null}
          <TextInput
            key={form.key('email')}
            {...form.getInputProps('email')}
            label={t('field.email')}
            type="email"
            autoComplete="username"
            autoFocus
          />
          <SecretInput
            key={form.key('password')}
            {...form.getInputProps('password')}
            label={t('field.password')}
            autoComplete="current-password"
          />
          <Button type="submit" size="md" loading={isSending}>
            {t('login.submit')}
          </Button>
        </Stack>
      </form>
    </AccountPage>
  );
}
