import { Anchor, Button, Stack, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { updateCounselor, type Counselor } from '../../gateway/contract/account.ts';
import { minPasswordLength } from '../account/checks.ts';
import { call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { SecretInput } from '../components/SecretInput.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';
import { CounselorFields, roleOf, rolesOf } from './CounselorFields.tsx';

type Props = { counselor: Counselor; onDone: () => void };

/** Nobody takes their own administration or access away by accident: those two are for somebody else to change. */
export function EditCounselor({ counselor, onDone }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useQueryClient();
  const { counselor: me } = useSession();
  const isMe = me.id === counselor.id;
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: {
      displayName: counselor.displayName,
      password: '',
      role: roleOf(counselor.roles),
      officeId: counselor.officeId ?? '',
      isActive: counselor.isActive,
    },
    validate: ({ displayName, password }) => ({
      displayName: displayName.trim() ? null : t('error.nameMissing'),
      password:
        password === '' || password.length >= minPasswordLength
          ? null
          : t('error.passwordShort', { count: minPasswordLength }),
    }),
    submit: ({ displayName, password, role, officeId, isActive }) =>
      call(updateCounselor, {
        params: { id: counselor.id },
        body: {
          displayName,
          officeId: officeId || null,
          ...(password ? { password } : {}),
          ...(isMe ? {} : { roles: rolesOf(role), isActive }),
        },
      }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: keys.counselors });
      if (isMe) void client.invalidateQueries({ queryKey: keys.me });
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {problem ? <ErrorNote error={problem} /> : null}
        <TextInput
          label={t('counselor.email')}
          value={counselor.email}
          readOnly
          variant="unstyled"
          dir="ltr"
        />
        <TextInput
          key={form.key('displayName')}
          {...form.getInputProps('displayName')}
          label={t('counselor.name')}
          autoComplete="off"
          data-autofocus
        />
        <CounselorFields
          role={{ ...form.getInputProps('role'), disabled: isMe }}
          office={form.getInputProps('officeId')}
        />
        <Anchor component={Link} to={`/settings/counselors/${counselor.id}`}>
          {t('counselor.profile')}
        </Anchor>
        <SecretInput
          key={form.key('password')}
          {...form.getInputProps('password')}
          label={t('counselor.newPassword')}
          description={t('counselor.newPasswordHint', { count: minPasswordLength })}
          autoComplete="new-password"
        />
        {isMe ? null : (
          <Switch
            key={form.key('isActive')}
            {...form.getInputProps('isActive', { type: 'checkbox' })}
            label={t('counselor.active')}
            description={t('counselor.activeHint')}
          />
        )}
        <Button type="submit" size="md" loading={isSending}>
          {t('common:action.save')}
        </Button>
      </Stack>
    </form>
  );
}
