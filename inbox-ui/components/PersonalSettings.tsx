import { Button, Stack, Text } from '@mantine/core';
import { IconBell, IconEyeOff, IconId, IconLock, IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { logOut } from '../../gateway/contract/account.ts';
import { call } from '../api.ts';
import { toggleBlur } from '../desk/blur.ts';
import { lockScreen } from '../desk/screen-lock.ts';
import { forgetTexts } from '../forget-texts.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';
import { ColorSchemeSwitch } from './ColorSchemeSwitch.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';

/** Who is signed in; `onLeave` is called when a choice leads away. */
export function PersonalSettings({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('common');
  const { can, counselor, organization } = useSession();
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
      {can('counselor.read') ? (
        <Button
          component={Link}
          to="/settings/profile"
          variant="default"
          leftSection={<IconId size={18} stroke={1.75} aria-hidden />}
          onClick={onLeave}
        >
          {t('desk.profile')}
        </Button>
      ) : null}
      {can('conversation.read') ? (
        <Button
          component={Link}
          to="/settings/notifications"
          variant="default"
          leftSection={<IconBell size={18} stroke={1.75} aria-hidden />}
          onClick={onLeave}
        >
          {t('desk.notifications')}
        </Button>
      ) : null}
      <Button
        variant="default"
        leftSection={<IconEyeOff size={18} stroke={1.75} aria-hidden />}
        onClick={() => {
          onLeave();
          toggleBlur();
        }}
      >
        {t('desk.blur')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconLock size={18} stroke={1.75} aria-hidden />}
        onClick={() => void lockScreen()}
      >
        {t('desk.lock')}
      </Button>
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
