import { Button, Stack, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { logOut } from '../../gateway/contract/account.ts';
import { call } from '../api.ts';
import { forgetTexts } from '../forget-texts.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';
import { ColorSchemeSwitch } from './ColorSchemeSwitch.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';

export function PersonalSettings() {
  const { t } = useTranslation('common');
  const { counselor, organization } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => call(logOut),
    onSuccess: async () => {
      await navigate('/login');
      client.clear();
      forgetTexts();
      client.setQueryData(keys.me, null);
    },
  });
  return (
    <Stack gap="md" py="xs">
      <div>
        <Text fw={600}>
          <bdi>{counselor.displayName}</bdi>
        </Text>
        <Text size="sm" c="dimmed">
          <bdi>{counselor.email}</bdi>
        </Text>
        <Text size="sm" c="dimmed">
          <bdi>{organization.name}</bdi>
        </Text>
      </div>
      <LanguageSwitch />
      <ColorSchemeSwitch />
      {signOut.isError ? <ErrorNote error={signOut.error} /> : null}
      <Button
        variant="default"
        leftSection={<IconLogout className="mirrored" size={18} stroke={1.75} aria-hidden />}
        loading={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        {t('action.signOut')}
      </Button>
    </Stack>
  );
}
