import { Button, Stack } from '@mantine/core';
import { notifications, notificationsStore } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { logOut } from '../../gateway/contract/account.ts';
import { AccountPage } from '../account/AccountPage.tsx';
import { ApiProblem, call, whenWritten } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { SecretInput } from '../components/SecretInput.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { forgetTexts } from '../forget-texts.ts';
import { forgetLock, unlockScreen } from './screen-lock.ts';

/** All that is left of the inbox while nobody is at the desk: no name, no count, nothing in the browser's memory. */
export function LockScreen() {
  const { t } = useTranslation(['notifications', 'common']);
  const client = useQueryClient();
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: { password: '' },
    validate: ({ password }) => ({ password: password ? null : t('lock.passwordMissing') }),
    submit: ({ password }) => unlockScreen(password),
    onDone: () => undefined,
  });
  const leave = useMutation({
    mutationFn: () => call(logOut),
    onSuccess: () => {
      forgetTexts();
      forgetLock();
    },
  });
  const isWrong = problem instanceof ApiProblem && problem.isLocked;

  useEffect(() => {
    closeNotices();
    client.clear();
    let isShown = true;
    // What was saved on the way out has come back to the memory.
    void whenWritten().then(() => isShown && client.clear());
    return () => {
      isShown = false;
    };
  }, [client]);

  return (
    <AccountPage title={t('lock.title')} lead={t('lock.lead')}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {isWrong ? <ErrorNote text={t('lock.wrong')} /> : null}
          {problem && !isWrong ? <ErrorNote error={problem} /> : null}
          {leave.isError ? <ErrorNote error={leave.error} /> : null}
          <SecretInput
            key={form.key('password')}
            {...form.getInputProps('password')}
            label={t('lock.password')}
            autoComplete="current-password"
            autoFocus
          />
          <Button type="submit" size="md" loading={isSending}>
            {t('lock.unlock')}
          </Button>
          <Button variant="subtle" loading={leave.isPending} onClick={() => leave.mutate()}>
            {t('common:action.signOut')}
          </Button>
        </Stack>
      </form>
    </AccountPage>
  );
}

/** Closes each, so that who showed it hears of it; what waits for room goes first. */
function closeNotices(): void {
  notifications.cleanQueue();
  for (const { id } of notificationsStore.getState().notifications) if (id) notifications.hide(id);
}
