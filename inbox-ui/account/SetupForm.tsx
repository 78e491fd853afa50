import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { setUp, type getSetup } from '../../gateway/contract/account.ts';
import type { ResponseOf } from '../../gateway/contract/endpoint.ts';
import { ApiProblem, call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { SecretInput } from '../components/SecretInput.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { isEmail, minPasswordLength, tokenFrom } from './checks.ts';

type Props = { starterContent: ResponseOf<typeof getSetup>['starterContent'] };

export function SetupForm({ starterContent }: Props) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const linkToken = search.get('token') ?? '';
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: {
      token: linkToken,
      organizationName: '',
      displayName: '',
      email: '',
      password: '',
      starterContent,
    },
    validate: (values) => ({
      token: values.token.trim() ? null : t('error.tokenMissing'),
      organizationName: values.organizationName.trim() ? null : t('error.organizationMissing'),
      displayName: values.displayName.trim() ? null : t('error.nameMissing'),
      email: isEmail(values.email) ? null : t('error.emailInvalid'),
      password:
        values.password.length >= minPasswordLength
          ? null
          : t('error.passwordShort', { count: minPasswordLength }),
    }),
    submit: (values) =>
      call(setUp, {
        body: { ...values, token: tokenFrom(values.token), email: values.email.trim() },
      }),
    onDone: () => {
      client.clear();
      void navigate('/welcome', { replace: true });
    },
  });
  const isTokenWrong =
    problem instanceof ApiProblem &&
    ['forbidden', 'unauthenticated', 'not_found'].includes(problem.code);

  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {isTokenWrong ? (
          <ErrorNote text={t('setup.tokenWrong')}>{t('setup.kept')}</ErrorNote>
        ) : null}
        {problem && !isTokenWrong ? <ErrorNote error={problem}>{t('setup.kept')}</ErrorNote> : null}
        {linkToken && !isTokenWrong ? null : (
          <TextInput
            key={form.key('token')}
            {...form.getInputProps('token')}
            label={t('field.token')}
            description={t('field.tokenHint')}
            autoComplete="off"
            dir="ltr"
          />
        )}
        <TextInput
          key={form.key('organizationName')}
          {...form.getInputProps('organizationName')}
          label={t('field.organization')}
          description={t('field.organizationHint')}
          autoComplete="organization"
          autoFocus
        />
        <TextInput
          key={form.key('displayName')}
          {...form.getInputProps('displayName')}
          label={t('field.name')}
          description={t('field.nameHint')}
          autoComplete="name"
        />
        <TextInput
          key={form.key('email')}
          {...form.getInputProps('email')}
          label={t('field.email')}
          type="email"
          autoComplete="username"
        />
        <SecretInput
          key={form.key('password')}
          {...form.getInputProps('password')}
          label={t('field.password')}
          description={t('field.passwordHint', { count: minPasswordLength })}
          autoComplete="new-password"
        />
        {starterContent === 'none' ? null : (
          <Radio.Group
            key={form.key('starterContent')}
            {...form.getInputProps('starterContent')}
            label={t('starter.label')}
            description={t('starter.hint')}
          >
            <Stack gap="xs" mt="xs">
              {(['draft', 'approved'] as const).map((state) => (
                <Radio
                  key={state}
                  value={state}
                  label={t(`starter.${state}`)}
                  description={t(`starter.${state}Hint`)}
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Button type="submit" size="md" loading={isSending}>
          {t('setup.submit')}
        </Button>
      </Stack>
    </form>
  );
}
