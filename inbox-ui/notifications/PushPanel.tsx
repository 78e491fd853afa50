import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useSession } from '../session.tsx';
import { Panel } from '../settings/Panel.tsx';
import { BrowserList } from './BrowserList.tsx';
import { pushSupport, turnOnPush } from './push.ts';
import { browsersQuery, useBrowsers } from './use-settings.ts';

/** Notifications of the operating system, while the inbox is closed or behind other windows. */
export function PushPanel() {
  const { t, i18n } = useTranslation('notifications');
  const { counselor } = useSession();
  const client = useQueryClient();
  const browsers = useBrowsers();
  const turnOn = useMutation({
    mutationFn: () => turnOnPush(counselor.id, i18n.language),
    onSuccess: () => client.invalidateQueries({ queryKey: browsersQuery.queryKey }),
  });
  const support = pushSupport();
  const isBlocked =
    turnOn.data === false || (support === 'ready' && Notification.permission === 'denied');

  return (
    <Panel title={t('push.title')} lead={t('push.lead')}>
      <QueryView query={browsers}>
        {({ items }) => {
          const isOn = items.some(({ isThisBrowser }) => isThisBrowser);
          return (
            <>
              {support === 'ready' ? null : <Text>{t(`push.${support}`)}</Text>}
              {isBlocked ? <Text role="status">{t('push.blocked')}</Text> : null}
              {turnOn.isError ? <ErrorNote text={t('push.failed')} /> : null}
              {support === 'ready' && !isBlocked && !isOn ? (
                <Button loading={turnOn.isPending} onClick={() => turnOn.mutate()}>
                  {t('push.turnOn')}
                </Button>
              ) : null}
              {items.length > 0 ? <BrowserList browsers={items} /> : null}
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}
