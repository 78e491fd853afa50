import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  setNotificationSettings,
  type NotificationSettings,
} from '../../gateway/contract/notification.ts';
import { call } from '../api.ts';
import { keepIdleMinutes } from '../desk/activity.ts';
import { settingsQuery } from './use-settings.ts';

export type ChangeSettings = (changes: Partial<NotificationSettings>) => void;

/** Every change holds at once; what the server refuses is taken back. */
export function useChangeSettings() {
  const client = useQueryClient();
  const save = useMutation({
    scope: { id: 'notification-settings' },
    mutationFn: (body: NotificationSettings) => call(setNotificationSettings, { body }),
    onSuccess: ({ idleMinutes }) => keepIdleMinutes(idleMinutes),
    onError: () => client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  });
  const change: ChangeSettings = (changes) => {
    const before = client.getQueryData(settingsQuery.queryKey);
    if (!before) return;
    const after = { ...before, ...changes };
    client.setQueryData(settingsQuery.queryKey, after);
    save.mutate(after);
  };
  return { change, error: save.error, isSaved: save.isSuccess };
}
