import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { tinykeys } from 'tinykeys';
import { keepPushOn } from '../notifications/push.ts';
import { startNotices } from '../notifications/start-notices.ts';
import { settingsQuery } from '../notifications/use-settings.ts';
import { keepIdleMinutes } from './activity.ts';
import { toggleBlur } from './blur.ts';
import { registerWorker } from './register-worker.ts';
import { tellAttention } from './tell-attention.ts';
import { watchIdle } from './watch-idle.ts';

type Desk = {
  client: QueryClient;
  counselorId: string;
  /** Who reads no conversations is told of none. */
  canRead: boolean;
  go: (path: string) => void;
};

/** What goes on beside every page, and nobody waits for: notices, lock, blur, the service worker. Ends with `signal`. */
export function startDesk({ client, counselorId, canRead, go }: Desk, signal: AbortSignal): void {
  watchIdle(signal);
  tellAttention(signal);
  const blur = (event: KeyboardEvent) => {
    event.preventDefault();
    toggleBlur();
  };
  // Also while one writes: then above all.
  const stopKeys = tinykeys(window, { 'Alt+KeyB': blur }, { ignore: () => false });
  signal.addEventListener('abort', stopKeys);
  registerWorker({ onOpen: go, onUpdate: offerUpdate }, signal);
  if (!canRead) return;
  const open = (conversationId: string) => go(`/inbox/open/${conversationId}`);
  startNotices(client, { counselorId, open }, signal);
  // Without an answer the choice of the last time holds.
  client.fetchQuery(settingsQuery).then(
    ({ idleMinutes }) => keepIdleMinutes(idleMinutes),
    () => undefined,
  );
  keepPushOn(counselorId, i18next.language).catch(() => undefined);
}

/** A newer version waits until somebody has a moment. */
async function offerUpdate(reload: () => void): Promise<void> {
  await i18next.loadNamespaces('notifications');
  notifications.show({
    id: 'update',
    role: 'status',
    autoClose: false,
    closeButtonProps: { 'aria-label': i18next.t('notifications:notice.close') },
    title: i18next.t('notifications:update.title'),
    message: (
      <Button variant="default" size="compact-md" mt="xs" onClick={reload}>
        {i18next.t('notifications:update.reload')}
      </Button>
    ),
  });
}
