import { queryOptions, useQuery } from '@tanstack/react-query';
import {
  getNotificationSettings,
  listPushSubscriptions,
} from '../../gateway/contract/notification.ts';
import { call } from '../api.ts';
import { keys } from '../query-client.ts';

/** They change by this person alone. */
export const settingsQuery = queryOptions({
  queryKey: keys.notificationSettings,
  queryFn: ({ signal }) => call(getNotificationSettings, { signal }),
  staleTime: 5 * 60_000,
});

export function useNotificationSettings() {
  return useQuery(settingsQuery);
}

export const browsersQuery = queryOptions({
  queryKey: keys.pushSubscriptions,
  queryFn: ({ signal }) => call(listPushSubscriptions, { signal }),
});

export function useBrowsers() {
  return useQuery(browsersQuery);
}
