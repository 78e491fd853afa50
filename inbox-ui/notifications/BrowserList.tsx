import { Button } from '@mantine/core';
import { IconDevices } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PushSubscription } from '../../gateway/contract/notification.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import classes from '../settings/List.module.css';
import { turnOffPush } from './push.ts';
import { browsersQuery } from './use-settings.ts';

/** The browsers that show notifications for this person. */
export function BrowserList({ browsers }: { browsers: PushSubscription[] }) {
  const { t } = useTranslation('notifications');
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: ({ id, isThisBrowser }: PushSubscription) =>
      turnOffPush({ id, isHere: isThisBrowser }),
    onSettled: () => client.invalidateQueries({ queryKey: browsersQuery.queryKey }),
  });
  return (
    <>
      {remove.isError ? <ErrorNote error={remove.error} /> : null}
      <ul className={classes.list} aria-label={t('push.browsers')}>
        {browsers.map((browser) => (
          <li key={browser.id} className={classes.item}>
            <IconDevices className={classes.icon} size={24} stroke={1.5} aria-hidden />
            <span className={classes.main}>
              <span className={classes.name}>
                <bdi>{browser.label}</bdi>
              </span>
              <span className={classes.sub}>
                {browser.isThisBrowser ? `${t('push.here')} · ` : null}
                {browser.lastPushedAt ? (
                  <>
                    {t('push.last')} <RelativeTime at={browser.lastPushedAt} isAgo />
                  </>
                ) : (
                  t('push.never')
                )}
              </span>
            </span>
            <Button
              variant="default"
              size="xs"
              loading={remove.isPending && remove.variables.id === browser.id}
              aria-label={t('push.removeOne', { name: browser.label })}
              onClick={() => remove.mutate(browser)}
            >
              {t('push.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
